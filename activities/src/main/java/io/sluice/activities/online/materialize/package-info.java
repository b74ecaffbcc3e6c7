/**
 * Materialisation: the values of a release at one instant, read from its view table without Spark, in the online store. Entry
 * type: {@link io.sluice.activities.online.materialize.OnlineActivitiesImpl}.
 */
@NullMarked
package io.sluice.activities.online.materialize;

import org.jspecify.annotations.NullMarked;
