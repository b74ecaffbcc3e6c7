/**
 * The algebra of contract §4: prepare, update, merge, finish, with exact sums. Start at {@link
 * io.sluice.definitions.aggregation.Aggregations}.
 */
@NullMarked
package io.sluice.definitions.aggregation;

import org.jspecify.annotations.NullMarked;
