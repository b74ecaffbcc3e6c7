/** Rows of Iceberg tables as values of the definitions. Entry type: {@link io.sluice.activities.online.values.IcebergValues}. */
@NullMarked
package io.sluice.activities.online.values;

import org.jspecify.annotations.NullMarked;
