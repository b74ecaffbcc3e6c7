package io.sluice.workers.scenario;

import io.sluice.workers.local.LocalStack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The fail points that only streams come to, by the test whose processes die there. */
public final class StreamFailPoints {
    /** {@code LakeSinkIT} and {@code OnlineSinkIT}. */
    static final List<String> OF_SINKS = List.of(
            "archive.before-complete",
            "archive.before-append",
            "archive.after-append",
            "online-sink.before-begin",
            "online-sink.after-begin",
            "online-sink.before-write",
            "online-sink.after-write");

    /** {@code CertifiedLaneIT}, in the stream worker: from a person's decision to the state of the next incarnation. */
    public static final List<String> OF_REJECTIONS = List.of(
            "rejected_ranges.before-append",
            "rejected_ranges.after-append",
            "decide-interval.before-control",
            "decide-interval.after-control",
            "begin-incarnation.after-takeover",
            "redecide.before-commit",
            "redecide.after-commit",
            "incarnations.before-append",
            "incarnations.after-append",
            "load-state.before-commit",
            "load-state.after-commit");

    /** {@code CertifiedLaneIT}, in the batch worker. */
    public static final List<String> OF_CERTIFICATION = List.of(
            "certifications.before-append",
            "certifications.after-append",
            "certify.before-settle",
            "certify.after-settle");

    /** {@code EqualLanesIT}, in the stream worker. */
    public static final List<String> OF_CORRECTIONS = List.of(
            "correct.before-admit",
            "correct.after-admit",
            "correct.before-row",
            "correct.after-row",
            "corrections.before-append",
            "corrections.after-append");

    /** {@code EqualLanesIT}, too. */
    public static final List<String> OF_EQUALITY = List.of(
            "equality.before-record", "equality.after-record", "equality.before-append", "equality.after-append");

    private static final Pattern POINT = Pattern.compile("FailPoints\\.hit\\(\"([^\"]+)\"\\)");

    private StreamFailPoints() {}

    /** All of them. */
    static Set<String> all() {
        Set<String> all = new TreeSet<>(OF_SINKS);
        all.addAll(OF_REJECTIONS);
        all.addAll(OF_CERTIFICATION);
        all.addAll(OF_CORRECTIONS);
        all.addAll(OF_EQUALITY);
        return all;
    }

    /** The points that the sources below a folder of the checkout name. */
    static Set<String> in(String folder) {
        Set<String> points = new TreeSet<>();
        try (Stream<Path> files = Files.walk(LocalStack.CHECKOUT.resolve(folder))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                points.addAll(found(POINT, file));
            }
        } catch (IOException e) {
            throw new AssertionError("Cannot read " + folder, e);
        }
        return points;
    }

    /** What the first group of a pattern finds in a file. */
    static Set<String> found(Pattern pattern, Path file) throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher matcher = pattern.matcher(Files.readString(file));
        while (matcher.find()) {
            names.add(matcher.group(1));
        }
        return names;
    }
}
