package io.sluice.activities.online.materialize;

/** The online store changes under the hands of this writer. Trying again helps once it holds still, and is safe. */
final class UnstableStoreException extends RuntimeException {
    UnstableStoreException(String message) {
        super(message);
    }
}
