package io.sluice.activities.release;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.gate.GateResultRow;
import io.sluice.activities.table.gate.RejectedRangeRow;
import io.sluice.definitions.model.View;
import io.sluice.definitions.time.Durations;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What a release consists of, as JSON with a stable order of fields. Source: contract §7. */
final class Manifest {
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    private Manifest() {}

    /** SHA-256 of the content, without who, when and which build: equal content needs no new release. */
    static String contentHash(Draft draft) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest(json(content(draft)).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    /** The whole manifest. */
    static String text(
            Draft draft,
            BuildInfo build,
            String release,
            @Nullable String parent,
            @Nullable String publishedBy,
            @Nullable String reason,
            Instant at) {
        Map<String, Object> manifest = new LinkedHashMap<>();
        manifest.put("release", release);
        manifest.put("parent", parent);
        manifest.put("publishedBy", publishedBy);
        manifest.put("reason", reason);
        manifest.put("publishedAt", at.toString());
        manifest.put("build", Map.of("version", build.version(), "commit", build.commit()));
        manifest.put("materialization", materialization(draft.view()));
        manifest.putAll(content(draft));
        return json(manifest);
    }

    /** How it is served, as declared when it was published; it is no content, because it changes no value. */
    private static Map<String, @Nullable Object> materialization(View view) {
        Map<String, @Nullable Object> policy = new LinkedHashMap<>();
        policy.put("policy", view.materialization().name().toLowerCase(Locale.ROOT));
        policy.put("ttl", view.onlineTtl() == null ? null : Durations.print(view.onlineTtl()));
        policy.put("freshness", view.freshness() == null ? null : Durations.print(view.freshness()));
        return policy;
    }

    private static Map<String, Object> content(Draft draft) {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put(
                "certifiedFrom",
                Instant.ofEpochMilli(draft.certification().from()).toString());
        content.put(
                "certifiedThrough",
                Instant.ofEpochMilli(draft.certification().through()).toString());
        content.put(
                "definitions",
                draft.definitions().stream()
                        .sorted(Comparator.comparing(ref -> ref.kind() + "/" + ref.name()))
                        .map(ref -> Map.of(
                                "kind", ref.kind(),
                                "name", ref.name(),
                                "version", ref.version(),
                                "fingerprint", ref.fingerprint()))
                        .toList());
        Map<String, String> tables = new TreeMap<>();
        draft.tables().forEach((table, snapshot) -> tables.put(table, String.valueOf(snapshot)));
        content.put("tables", tables);
        content.put(
                "partitions",
                draft.partitions().stream().map(Manifest::partition).sorted().toList());
        content.put(
                "gateResults",
                draft.results().stream().map(Manifest::result).sorted().toList());
        content.put(
                "waivers",
                draft.results().stream()
                        .filter(result -> result.outcome().equals("WAIVED"))
                        .map(result -> "%s %s: %s by %s (%s)"
                                .formatted(
                                        result.dataset(),
                                        result.partition(),
                                        result.failed(),
                                        result.decidedBy(),
                                        result.reason()))
                        .sorted()
                        .toList());
        content.put("streams", draft.streams().stream().map(Manifest::stream).toList());
        content.put(
                "rejectedRanges",
                draft.streams().stream()
                        .flatMap(stream -> stream.rejected().stream().map(Manifest::range))
                        .toList());
        // Until there are backfills no day of a view comes from one.
        content.put("backfills", List.of());
        return content;
    }

    private static Map<String, Object> stream(ReleasedStream stream) {
        Map<String, Object> of = new LinkedHashMap<>();
        of.put("source", stream.source());
        of.put("archive", stream.archive());
        of.put(
                "partitions",
                stream.partitions().stream().map(Manifest::logPartition).toList());
        return of;
    }

    private static Map<String, @Nullable Object> logPartition(ReleasedStream.LogPartition of) {
        Map<String, @Nullable Object> partition = new LinkedHashMap<>();
        partition.put("partition", of.partition());
        partition.put("next", of.next());
        partition.put("clock", of.clock() == null ? null : of.clock().toString());
        partition.put(
                "watermark", of.watermark() == null ? null : of.watermark().toString());
        return partition;
    }

    private static Map<String, Object> range(RejectedRangeRow row) {
        Map<String, Object> range = new LinkedHashMap<>();
        range.put("source", row.source());
        range.put("partition", row.partition());
        range.put("epoch", row.epoch());
        range.put("from", String.valueOf(row.from()));
        range.put("to", String.valueOf(row.to()));
        range.put("rules", row.rules());
        range.put("gate", row.gate());
        range.put("decidedBy", row.decidedBy());
        range.put("reason", row.reason());
        return range;
    }

    private static String partition(PartitionRow row) {
        return new ReleasedPartition(row.dataset(), row.partition(), row.publishedSnapshotId()).text();
    }

    private static String result(GateResultRow row) {
        return "%s %s@%s attempt %d %s report %s"
                .formatted(
                        row.dataset(),
                        row.partition(),
                        row.snapshotId(),
                        row.attempt(),
                        row.outcome(),
                        row.reportHash());
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write a manifest", e);
        }
    }
}
