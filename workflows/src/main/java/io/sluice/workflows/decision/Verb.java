package io.sluice.workflows.decision;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a person can say to a gate: each verb is a signal of the same name and a value of {@code decide.verb}. */
public enum Verb {
    APPROVE(Approve.class),
    REJECT(Reject.class),
    REMEDIATE(Remediate.class),
    EXTEND(Extend.class),
    REASSIGN(Reassign.class),
    COMMENT(Comment.class);

    private final Class<? extends Record> message;

    Verb(Class<? extends Record> message) {
        this.message = message;
    }

    /** The name that people type. */
    public String typed() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The record that its object is read into. */
    public Class<? extends Record> message() {
        return message;
    }

    /** All names that people type. */
    public static List<String> names() {
        return Arrays.stream(values()).map(Verb::typed).toList();
    }

    /** The verb of this exact name. */
    public static Optional<Verb> named(String name) {
        return Arrays.stream(values()).filter(verb -> verb.typed().equals(name)).findFirst();
    }
}
