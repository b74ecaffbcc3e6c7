/** Spark SQL as text: names and values that survive quoting, and row conditions that may be trusted. Start at {@link io.sluice.quality.sql.Literal}. */
@NullMarked
package io.sluice.quality.sql;

import org.jspecify.annotations.NullMarked;
