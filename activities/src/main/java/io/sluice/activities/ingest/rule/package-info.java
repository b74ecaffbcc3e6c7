/**
 * Why single rows are refused: the checks that every source has, {@link io.sluice.activities.ingest.rule.RowChecks}, and the rules of
 * its gate that quarantine rows, {@link io.sluice.activities.ingest.rule.GateRowRules}.
 */
@NullMarked
package io.sluice.activities.ingest.rule;

import org.jspecify.annotations.NullMarked;
