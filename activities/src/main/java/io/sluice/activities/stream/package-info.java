/**
 * What runs for a source that is a stream, and with what it was begun: {@link
 * io.sluice.activities.stream.StreamPlanActivitiesImpl} tells a lane, {@link io.sluice.activities.stream.StreamDefinitions} a
 * host.
 */
@NullMarked
package io.sluice.activities.stream;

import org.jspecify.annotations.NullMarked;
