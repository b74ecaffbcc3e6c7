package io.sluice.workflows.stream;

import static java.util.Objects.requireNonNull;
import static java.util.Objects.requireNonNullElse;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.temporal.common.converter.RawValue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an instance tells its lane every ten seconds or so: the newest committed checkpoint of each partition that it works on,
 * by the signal {@code checkpoint}. At most 32 KiB.
 *
 * @param instance the workflow id of the instance
 * @param at when it was made, epoch milliseconds; an older one that arrives later is ignored
 * @param epoch the incarnation
 * @param fingerprint of the definition that the app was compiled from; empty for sinks
 * @param partitions at most 48; those with failed intervals first
 * @param more how many partitions are only in {@code rest}
 * @param rest the sum of these; null: there are none
 */
public record CheckpointReport(
        String instance,
        long at,
        long epoch,
        String fingerprint,
        List<PartitionCheckpoint> partitions,
        int more,
        @Nullable PartitionCheckpoint rest) {
    /** The name of the signal. */
    public static final String SIGNAL = "checkpoint";

    /** The most bytes of a report. */
    public static final int MAX_BYTES = 32 * 1024;

    private static final int MAX_PARTITIONS = 48;
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    public CheckpointReport {
        requireNonNull(instance, "instance is null");
        fingerprint = requireNonNullElse(fingerprint, "");
        partitions = List.copyOf(requireNonNull(partitions, "partitions is null"));
    }

    /** A report of any number of partitions: what does not fit is summed up, partitions that fail or lag last. */
    public static CheckpointReport of(
            String instance, long at, long epoch, String fingerprint, List<PartitionCheckpoint> partitions) {
        List<PartitionCheckpoint> sorted = new ArrayList<>(partitions);
        sorted.sort(Comparator.comparing((PartitionCheckpoint one) -> one.held().isEmpty())
                .thenComparing(PartitionCheckpoint::lag, Comparator.reverseOrder())
                .thenComparing(PartitionCheckpoint::partition));
        List<PartitionCheckpoint> named = sorted.subList(0, Math.min(MAX_PARTITIONS, sorted.size()));
        List<PartitionCheckpoint> summed = sorted.subList(named.size(), sorted.size());
        return new CheckpointReport(
                instance,
                at,
                epoch,
                fingerprint,
                named,
                summed.size(),
                summed.stream().reduce(PartitionCheckpoint::plus).orElse(null));
    }

    /**
     * What an instance sent; lenient, because its worker may be of another version.
     *
     * @throws IllegalArgumentException it is no such report, or larger than 32 KiB
     */
    public static CheckpointReport from(@Nullable RawValue message) {
        int bytes = message == null ? 0 : message.getPayload().getData().size();
        if (message == null || bytes > MAX_BYTES) {
            throw new IllegalArgumentException(
                    "one report of at most %d bytes is expected, but %d were sent".formatted(MAX_BYTES, bytes));
        }
        try {
            CheckpointReport report =
                    MAPPER.readValue(message.getPayload().getData().toByteArray(), CheckpointReport.class);
            requireNonNull(report, "report is null").partitions().forEach(PartitionCheckpoint::intervals);
            return report;
        } catch (IOException | NullPointerException e) {
            throw new IllegalArgumentException("no report of a checkpoint: " + firstLine(e), e);
        }
    }

    /** Records of its input that this instance has not taken yet. */
    public long lag() {
        return partitions.stream().mapToLong(PartitionCheckpoint::lag).sum() + (rest == null ? 0 : rest.lag());
    }

    /** Records that this instance has taken in this incarnation. */
    public long accepted() {
        return partitions.stream().mapToLong(PartitionCheckpoint::accepted).sum()
                + (rest == null ? 0 : rest.accepted());
    }

    /** Late events that this instance has taken in this incarnation. */
    public long late() {
        return partitions.stream().mapToLong(PartitionCheckpoint::late).sum() + (rest == null ? 0 : rest.late());
    }

    /** How many partitions it works on. */
    public int partitionsInAll() {
        return partitions.size() + more;
    }

    private static String firstLine(Exception e) {
        String text = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return text.length() <= 200 ? text : text.substring(0, 200) + "…";
    }
}
