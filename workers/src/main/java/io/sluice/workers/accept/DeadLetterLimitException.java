package io.sluice.workers.accept;

/**
 * Too many records could not be read. The app stops; a retry helps after the producer or the definition was corrected. It has no
 * cause: the innermost one is what an app is said to have ended with, and that is this one.
 */
public final class DeadLetterLimitException extends RuntimeException {
    DeadLetterLimitException(String topic, int partition, long offset, int limit, Throwable last) {
        super(
                "Topic %s has more than %d records that cannot be read among %d (partition %d, offset %d: %s): the app stops rather"
                                .formatted(topic, limit, DeadLetters.RUN, partition, offset, last.getMessage())
                        + " than file the topic as dead letters; correct the producer, the format or the schemas of the source");
    }
}
