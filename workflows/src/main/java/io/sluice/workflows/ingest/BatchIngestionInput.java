package io.sluice.workflows.ingest;

import org.jspecify.annotations.Nullable;

/**
 * Input of {@code BatchIngestion}.
 *
 * @param partition for example 2010-12-01, 2010-12-01T05, 2010-12; may be left out for an unpartitioned source
 * @param path read this file or folder instead of the source's own
 * @param reopen take up a rejected candidate again
 * @param correction the partition is staged again because of late rows of it that came with others: when its files are gone, its last
 *     published delivery is taken
 */
public record BatchIngestionInput(
        String source,
        @Nullable String partition,
        @Nullable String path,
        @Nullable String requestedBy,
        @Nullable String reason,
        @Nullable Reopen reopen,
        @Nullable Boolean correction) {}
