/** Pictures of measures: histograms, most frequent values, drift and sparklines. */
@NullMarked
package io.sluice.quality.report.page.picture;

import org.jspecify.annotations.NullMarked;
