/**
 * What {@code make bench} measures: classes named {@code XBench}, tagged {@code bench}. Sides of a comparison run in turns in
 * one process ({@link io.sluice.workers.bench.Rounds}), and {@link io.sluice.workers.bench.ResultsFile} keeps what came out.
 */
@NullMarked
package io.sluice.workers.bench;

import org.jspecify.annotations.NullMarked;
