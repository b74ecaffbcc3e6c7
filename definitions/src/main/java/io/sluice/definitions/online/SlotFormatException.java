package io.sluice.definitions.online;

import org.jspecify.annotations.Nullable;

/** Bytes that are no slot row for the features at hand. A retry does not help. */
public final class SlotFormatException extends RuntimeException {
    SlotFormatException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
