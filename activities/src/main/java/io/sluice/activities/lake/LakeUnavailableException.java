package io.sluice.activities.lake;

/** The catalog or the warehouse cannot be used right now; the same call may succeed later. */
public final class LakeUnavailableException extends RuntimeException {
    public LakeUnavailableException(String message) {
        super(message);
    }

    public LakeUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
