/**
 * Spark as the batch engine: one session per process, jobs that a cancelled activity can stop, files written without a commit,
 * and the one place where Spark's types meet the model's. Entry types: {@link io.sluice.activities.spark.Spark} and
 * {@link io.sluice.activities.spark.DataFiles}.
 */
@NullMarked
package io.sluice.activities.spark;

import org.jspecify.annotations.NullMarked;
