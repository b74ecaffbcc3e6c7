/** What a type of expectation is: its parameters, its measures and what they mean. Start at {@link io.sluice.quality.form.ExpectationType}. */
@NullMarked
package io.sluice.quality.form;

import org.jspecify.annotations.NullMarked;
