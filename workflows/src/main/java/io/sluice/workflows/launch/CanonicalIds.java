package io.sluice.workflows.launch;

import io.sluice.workflows.input.InvalidInputException;
import io.sluice.workflows.stream.StreamInstanceInput;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The one workflow id of each target, which keeps two runs for the same target apart. Source: workflows.md §1. */
public final class CanonicalIds {
    /** The partition label of what has no partitions. */
    public static final String UNPARTITIONED = "all";

    private static final String GATE = "gate";
    private static final String STREAM = "stream";
    private static final int MAX_CHARACTERS = 200;

    private CanonicalIds() {}

    public static String definitions() {
        return "definitions";
    }

    /** A plan that waits for a decision, beside which others may be applied. */
    public static String plan(String planHash) {
        return join(definitions(), planHash);
    }

    public static String ingest(String source, String partition) {
        return join("ingest", source, partition);
    }

    public static String gate(String dataset, @Nullable String partition, String snapshotId, int attempt) {
        String label = partition == null ? UNPARTITIONED : partition;
        return join(GATE, dataset, label, snapshotId, Integer.toString(attempt));
    }

    public static String reprocess(String source) {
        return join("reprocess", source);
    }

    public static String certify(String source) {
        return join("certify", source);
    }

    public static String correct(String source) {
        return join("correct", source);
    }

    public static String update(String view) {
        return join("update", view);
    }

    public static String refresh(String view) {
        return join("refresh", view);
    }

    public static String publish(String view) {
        return join("publish", view);
    }

    public static String online(String view) {
        return join("online", view);
    }

    public static String training(String name) {
        return join("training", name);
    }

    public static String table(String table) {
        return join("table", table);
    }

    public static String model(String model, String version) {
        return join("model", model, version);
    }

    public static String equality(String source) {
        return join("equality", source);
    }

    public static String stream(String source) {
        return join(STREAM, source);
    }

    /** {@code stream/<source>/<role>/<n>}; of a view {@code stream/<source>/<role>/<view>_<version>/<n>}. */
    public static String streamInstance(StreamInstanceInput instance) {
        String number = Integer.toString(instance.number());
        return instance.view() == null
                ? join(STREAM, instance.source(), instance.role(), number)
                : join(STREAM, instance.source(), instance.role(), instance.viewVersion(), number);
    }

    private static String join(String... segments) {
        return Arrays.stream(segments).map(CanonicalIds::checked).collect(Collectors.joining("/"));
    }

    /** The server refuses longer ids in a way that a workflow would retry for ever. */
    private static String checked(String segment) {
        boolean plain = segment.length() <= MAX_CHARACTERS
                && segment.chars()
                        .noneMatch(letter -> Character.isWhitespace(letter) || Character.isISOControl(letter));
        if (plain) {
            return segment;
        }
        String shown = segment.length() <= 80 ? segment : segment.substring(0, 80) + "…";
        throw new InvalidInputException(
                "Invalid name: at most %d characters and no white space are expected, not \"%s\""
                        .formatted(MAX_CHARACTERS, shown));
    }
}
