/** Expectations about the files that rows came from. Start at {@link io.sluice.quality.delivery.FileCheck}. */
@NullMarked
package io.sluice.quality.delivery;

import org.jspecify.annotations.NullMarked;
