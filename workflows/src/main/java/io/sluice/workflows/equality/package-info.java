/**
 * Whether the lanes agree: {@link io.sluice.workflows.equality.EqualityCheck} compares what a stream computed with what a batch
 * computes over its archive, and with what is online. Source: contract §8.
 */
@NullMarked
package io.sluice.workflows.equality;

import org.jspecify.annotations.NullMarked;
