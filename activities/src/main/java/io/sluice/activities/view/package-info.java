/**
 * The batch engine: change points of a view for a range of days, from trusted rows with the same kernel that the stream uses.
 * Entry type: {@link io.sluice.activities.view.ViewActivitiesImpl}.
 */
@NullMarked
package io.sluice.activities.view;

import org.jspecify.annotations.NullMarked;
