/** Escaped HTML, and the document around it. */
@NullMarked
package io.sluice.quality.report.page.html;

import org.jspecify.annotations.NullMarked;
