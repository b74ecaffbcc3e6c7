/** What is measured on data and how: everything scan-shareable in one fused Deequ pass, one pass per grouping. Start at {@link io.sluice.quality.measure.pass.Measurements}. */
@NullMarked
package io.sluice.quality.measure;

import org.jspecify.annotations.NullMarked;
