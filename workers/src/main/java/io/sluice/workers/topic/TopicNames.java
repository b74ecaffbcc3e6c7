package io.sluice.workers.topic;

import static java.util.Objects.requireNonNull;

/**
 * Names of the topics that belong to a source. Public: people and sinks read them. Source: architecture §6.
 *
 * @param source name of the source
 */
public record TopicNames(String source) {
    public TopicNames {
        requireNonNull(source, "source is null");
    }

    /** The one log: every record of the source with its verdict, in the order that everything downstream goes by. */
    public String accepted() {
        return "accepted." + source;
    }

    /** Admits and decisions, and the ticks of other partitions when the source is keyed. */
    public String control() {
        return "control." + source;
    }

    /** Checkpoints of all view apps over the log, the newest of each app and partition kept. */
    public String checkpoints() {
        return "checkpoints." + source;
    }

    /** What cannot be read, as it came, with headers that say why. */
    public String deadLetters() {
        return "dead_letters." + source;
    }

    /** New values of a view's entities, in the order in which they were computed. */
    public String updates(String view, int version) {
        return "updates." + view + "_v" + version + "." + source;
    }
}
