package io.sluice.quality.known;

/**
 * A file as it was received.
 *
 * @param path without what is private about the machine that read it
 * @param corruptRows rows in it that could not be read
 */
public record ReceivedFile(String path, long bytes, long corruptRows) {}
