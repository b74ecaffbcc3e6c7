/**
 * The labels of a training set: read, typed, named and checked before anything is joined. Entry type: {@link
 * io.sluice.activities.training.labels.Labels}.
 */
@NullMarked
package io.sluice.activities.training.labels;

import org.jspecify.annotations.NullMarked;
