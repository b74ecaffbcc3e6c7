/**
 * Pages for people: self-contained HTML without script and without anything from elsewhere, every text escaped. Start at
 * {@link io.sluice.quality.report.page.GatePage} and {@link io.sluice.quality.report.page.IndexPage}.
 */
@NullMarked
package io.sluice.quality.report.page;

import org.jspecify.annotations.NullMarked;
