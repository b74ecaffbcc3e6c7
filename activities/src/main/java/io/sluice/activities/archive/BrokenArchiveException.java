package io.sluice.activities.archive;

/** An archive whose offsets do not fit its history. No retry mends it, and going on could double records or skip some. */
public final class BrokenArchiveException extends RuntimeException {
    BrokenArchiveException(String message) {
        super(message);
    }
}
