/** Registration of models. Start at {@link io.sluice.activities.model.ModelActivitiesImpl}. */
@NullMarked
package io.sluice.activities.model;

import org.jspecify.annotations.NullMarked;
