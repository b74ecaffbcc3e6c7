package io.sluice.workflows.publish.follow;

/** A partition was published into a source. Object of the signal {@code changed} of {@code ViewRefresh}. */
public record SourceChanged(String source, String partition) {
    /** The signal. */
    public static final String SIGNAL = "changed";
}
