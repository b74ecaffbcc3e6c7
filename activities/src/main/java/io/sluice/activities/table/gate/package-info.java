/** The rows that gates and decisions leave: results, metrics, profiles, decisions, rejected ranges, corrections. */
@NullMarked
package io.sluice.activities.table.gate;

import org.jspecify.annotations.NullMarked;
