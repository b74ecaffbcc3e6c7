/**
 * Writes a training set: one snapshot, tagged, whose rows were counted and hashed on their way. Entry type: {@link
 * io.sluice.activities.training.write.TrainingTable}.
 */
@NullMarked
package io.sluice.activities.training.write;

import org.jspecify.annotations.NullMarked;
