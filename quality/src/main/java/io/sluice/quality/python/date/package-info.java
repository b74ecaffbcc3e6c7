/** Dates and times in whatever form people write them, read as Python's dateutil reads them. Start at {@link io.sluice.quality.python.date.DateText}. */
@NullMarked
package io.sluice.quality.python.date;

import org.jspecify.annotations.NullMarked;
