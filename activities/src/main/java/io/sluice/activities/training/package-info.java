/**
 * Training sets: labels joined with what they may see of releases, or of what was served, as one snapshot with a manifest.
 * Source: contract §5. Entry type: {@link io.sluice.activities.training.TrainingActivitiesImpl}.
 */
@NullMarked
package io.sluice.activities.training;

import org.jspecify.annotations.NullMarked;
