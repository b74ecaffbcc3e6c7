package io.sluice.workers.topic;

/** A topic that is not what it must be. A retry helps only after somebody changed it. */
public final class TopicException extends RuntimeException {
    private final String topic;

    public TopicException(String topic, String message) {
        super(message);
        this.topic = topic;
    }

    /** The topic's name. */
    public String topic() {
        return topic;
    }
}
