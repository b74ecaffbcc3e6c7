package io.sluice.quality.known;

/**
 * A file as it was received.
 *
 * @param path without what is private about the machine that read it
 * @param rows rows in it, those that could not be read included
 * @param corruptRows rows in it that could not be read
 * @param sha256 of its bytes, lower-case hexadecimal
 */
public record ReceivedFile(String path, long bytes, long rows, long corruptRows, String sha256) {}
