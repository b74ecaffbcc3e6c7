/**
 * The lake: Iceberg tables behind one {@link io.sluice.activities.lake.Lake}, and the only way into gated ones,
 * {@link io.sluice.activities.lake.WriteAuditPublish}. Source: architecture §5.
 */
@NullMarked
package io.sluice.activities.lake;

import org.jspecify.annotations.NullMarked;
