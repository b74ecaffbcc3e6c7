/** Training sets: labels with the features that they may see. Entry type: {@link io.sluice.workflows.training.TrainingSet}. */
@NullMarked
package io.sluice.workflows.training;

import org.jspecify.annotations.NullMarked;
