/** What is written down about an audit: canonical JSON, its hash, and one HTML page. Start at {@link io.sluice.quality.report.Reports}. */
@NullMarked
package io.sluice.quality.report;

import org.jspecify.annotations.NullMarked;
