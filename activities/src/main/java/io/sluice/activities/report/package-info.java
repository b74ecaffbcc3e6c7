/**
 * The files that people open: a page and a result of each audit, and the list of all gates. Start at
 * {@link io.sluice.activities.report.ReportFiles}.
 */
@NullMarked
package io.sluice.activities.report;

import org.jspecify.annotations.NullMarked;
