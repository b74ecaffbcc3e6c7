/**
 * The as-of join on Spark: each left row meets the last right row of its tuple at or before its instant. Two engines with one
 * meaning: {@link io.sluice.activities.training.join.MergeJoin}, which is quick, and {@link
 * io.sluice.activities.training.join.UnionJoin}, which is simple. Entry type: {@link
 * io.sluice.activities.training.join.AsOfJoin}. Decision 110.
 */
@NullMarked
package io.sluice.activities.training.join;

import org.jspecify.annotations.NullMarked;
