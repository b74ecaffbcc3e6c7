/**
 * What Sluice remembers: append-only Iceberg tables of records, readable by any Iceberg client. Start at
 * {@link io.sluice.activities.table.SystemTables}; the records say what the rows mean.
 */
@NullMarked
package io.sluice.activities.table;

import org.jspecify.annotations.NullMarked;
