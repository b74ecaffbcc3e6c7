package io.sluice.activities.release;

import java.util.List;

/** A release that may not be: every sentence says what is missing and the command that mends it. */
public final class NotCertifiedException extends RuntimeException {
    private final transient List<String> missing;

    public NotCertifiedException(String view, List<String> missing) {
        super("Cannot release " + view + ". " + String.join(" ", missing));
        this.missing = List.copyOf(missing);
    }

    /** What is missing, a sentence each. */
    public List<String> missing() {
        return missing;
    }
}
