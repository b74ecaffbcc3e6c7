package io.sluice.activities.reader;

/**
 * A file of a delivery.
 *
 * @param path as Hadoop spells it, with its scheme
 * @param modified when it was last written, epoch milliseconds
 * @param sha256 of its bytes, lower-case hexadecimal
 */
public record SourceFile(String path, long bytes, long modified, String sha256) {}
