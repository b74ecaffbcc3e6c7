/** Batch ingestion: one partition of one source, landed, staged, gated, published. */
@NullMarked
package io.sluice.workflows.ingest;

import org.jspecify.annotations.NullMarked;
