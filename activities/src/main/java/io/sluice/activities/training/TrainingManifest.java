package io.sluice.activities.training;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.activities.release.BuildInfo;
import io.sluice.activities.release.Manifests;
import io.sluice.activities.table.ReleaseRow;
import io.sluice.activities.table.TrainingSetRow;
import io.sluice.activities.training.write.Built;
import io.sluice.activities.training.write.Written;
import io.sluice.activities.typing.Sha256;
import io.sluice.definitions.model.Column;
import io.sluice.workflows.training.LabelsInput;
import io.sluice.workflows.training.TrainingCounts;
import io.sluice.workflows.training.TrainingRequest;
import io.sluice.workflows.training.TrainingSetResult;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a training set consists of, as JSON with a stable order of fields; and back. */
final class TrainingManifest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int FILES = 100;

    private TrainingManifest() {}

    /** A view's part: its release with definitions and certified range, and what its labels are like. */
    static Map<String, Object> view(JoinedView view, ReleaseRow release, TrainingCounts counts, String served) {
        Map<String, Object> part = new LinkedHashMap<>();
        part.put("view", view.pinned().view());
        part.put("release", view.pinned().release());
        part.put("table", view.release().table());
        part.put("snapshot", view.release().snapshotId());
        if (!served.isEmpty()) {
            part.put("served", served);
        }
        part.put("certifiedFrom", release.certifiedFrom().toString());
        part.put("certifiedThrough", release.certifiedThrough().toString());
        List<Map<String, String>> definitions = new ArrayList<>();
        Manifests.definitions(release.manifest()).forEach(ref -> {
            Map<String, String> definition = new LinkedHashMap<>();
            definition.put("kind", ref.kind());
            definition.put("name", ref.name());
            definition.put("version", ref.version());
            definition.put("fingerprint", ref.fingerprint());
            definitions.add(definition);
        });
        part.put("definitions", definitions);
        part.put("features", view.features().stream().map(Column::name).toList());
        part.put("retired", view.pinned().retired());
        part.put("withoutKey", counts.withoutKey());
        part.put("withoutTimestamp", counts.withoutTimestamp());
        part.put("before", counts.before());
        part.put("after", counts.after());
        return part;
    }

    /** Few files are named one by one; many by how many they are and a hash of their hashes. */
    static List<String> origin(List<String> origin) {
        return origin.size() <= FILES ? origin : List.of("%d files %s".formatted(origin.size(), Sha256.of(origin)));
    }

    static String text(
            TrainingRequest request,
            String trainingSet,
            List<String> origin,
            List<Map<String, Object>> views,
            Written written,
            BuildInfo build,
            Instant at) {
        Map<String, @Nullable Object> manifest = new LinkedHashMap<>();
        manifest.put("trainingSet", trainingSet);
        manifest.put("run", request.run());
        manifest.put("requestedBy", request.requestedBy());
        manifest.put("reason", request.reason());
        manifest.put("at", at.toString());
        Map<String, String> builder = new LinkedHashMap<>();
        builder.put("version", build.version());
        builder.put("commit", build.commit());
        manifest.put("build", builder);
        manifest.put("as", request.as());
        manifest.put("beyondCertified", request.beyondCertified());
        manifest.put("join", request.join());
        manifest.put("labels", labels(request.labels(), origin(origin)));
        manifest.put("views", views);
        manifest.put("rows", written.rows());
        manifest.put("columns", columns(written));
        manifest.put("contentHash", written.contentHash());
        try {
            return JSON.writeValueAsString(manifest);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write a manifest", e);
        }
    }

    private static Map<String, @Nullable Object> labels(LabelsInput input, List<String> origin) {
        Map<String, @Nullable Object> labels = new LinkedHashMap<>();
        labels.put("table", input.table());
        labels.put("path", input.path());
        labels.put("rowId", input.rowId());
        labels.put("keys", input.keys());
        labels.put("timestamp", input.timestamp());
        labels.put("origin", origin);
        return labels;
    }

    private static List<Map<String, Object>> columns(Written written) {
        List<Map<String, Object>> columns = new ArrayList<>();
        for (Column column : written.columns()) {
            long nulls = written.nulls().getOrDefault(column.name(), 0L);
            Map<String, Object> of = new LinkedHashMap<>();
            of.put("name", column.name());
            of.put("type", column.type().toString());
            of.put("nulls", nulls);
            of.put("nullShare", (double) nulls / Math.max(1, written.rows()));
            columns.add(of);
        }
        return columns;
    }

    /** What a build is answered with. */
    static TrainingSetResult result(String table, Built built) {
        JsonNode manifest = read(built.manifest());
        List<String> releases = new ArrayList<>();
        List<TrainingCounts> counts = new ArrayList<>();
        List<String> retired = new ArrayList<>();
        for (JsonNode view : manifest.path("views")) {
            String name = view.path("view").asText();
            releases.add(view.path("release").asText());
            counts.add(new TrainingCounts(
                    name,
                    view.path("withoutKey").asLong(),
                    view.path("withoutTimestamp").asLong(),
                    view.path("before").asLong(),
                    view.path("after").asLong()));
            view.path("retired").forEach(feature -> retired.add(name + "." + feature.asText()));
        }
        return new TrainingSetResult(
                built.tag(),
                table,
                built.snapshotId(),
                manifest.path("rows").asLong(),
                manifest.path("contentHash").asText(),
                releases,
                counts,
                retired);
    }

    /** The row that records a build. */
    static TrainingSetRow row(TrainingRequest request, TrainingSetResult result, Built built) {
        JsonNode manifest = read(built.manifest());
        List<String> origin = new ArrayList<>();
        manifest.path("labels").path("origin").forEach(each -> origin.add(each.asText()));
        return new TrainingSetRow(
                request.name(),
                result.trainingSet(),
                request.run(),
                result.table(),
                result.snapshotId(),
                request.views(),
                result.releases(),
                origin,
                result.contentHash(),
                result.rows(),
                request.requestedBy(),
                request.reason(),
                Instant.parse(manifest.path("at").asText()),
                built.manifest());
    }

    private static JsonNode read(String manifest) {
        try {
            return JSON.readTree(manifest);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot read a manifest", e);
        }
    }
}
