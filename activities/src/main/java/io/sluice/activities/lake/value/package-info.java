/**
 * Values between Iceberg's generic records and the kernel, both ways. Entry type: {@link
 * io.sluice.activities.lake.value.IcebergValues}.
 */
@NullMarked
package io.sluice.activities.lake.value;

import org.jspecify.annotations.NullMarked;
