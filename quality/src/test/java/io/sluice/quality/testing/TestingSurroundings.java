package io.sluice.quality.testing;

import io.sluice.definitions.model.gate.Expectation;
import io.sluice.quality.audit.Audit;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.audit.Samples;
import io.sluice.quality.history.History;
import io.sluice.quality.history.MetricName;
import io.sluice.quality.history.Point;
import io.sluice.quality.known.KnownTable;
import io.sluice.quality.known.ReceivedFile;
import io.sluice.quality.known.SupplierManifest;
import io.sluice.quality.known.Surroundings;
import io.sluice.quality.pinned.Profile;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;

/** Surroundings that a test says. */
public final class TestingSurroundings implements Surroundings {
    private final Map<String, Dataset<Row>> tables = new LinkedHashMap<>();
    private final Map<String, Profile> profiles = new LinkedHashMap<>();
    private final Map<MetricName, List<Point>> points = new LinkedHashMap<>();
    private @Nullable Instant end;
    private @Nullable List<ReceivedFile> files;
    private @Nullable SupplierManifest manifest;

    public TestingSurroundings ending(String instant) {
        end = Instant.parse(instant);
        return this;
    }

    public TestingSurroundings files(ReceivedFile... received) {
        files = List.of(received);
        return this;
    }

    public TestingSurroundings manifest(SupplierManifest announced) {
        manifest = announced;
        return this;
    }

    public TestingSurroundings table(String name, Dataset<Row> rows) {
        tables.put(name, rows);
        return this;
    }

    public TestingSurroundings profile(String reference, Profile profile) {
        profiles.put(reference, profile);
        return this;
    }

    /** The values of a metric on earlier partitions. */
    public TestingSurroundings past(MetricName name, double... values) {
        List<Point> series = new ArrayList<>();
        for (double value : values) {
            series.add(new Point("p" + series.size(), value));
        }
        points.put(name, series);
        return this;
    }

    /** What an expectation with the id {@code rule} says about a frame in these surroundings, with samples as a gate asks for. */
    public RuleOutcome judge(Dataset<Row> data, String type, Object... pairs) {
        List<Expectation> expectations = List.of(Audits.expectation(type, pairs));
        AuditResult result = Audit.run(data, expectations, Audits.facts(), this);
        List<RuleOutcome> rules =
                Samples.add(data, expectations, result, List.of()).rules();
        return rules.get(rules.size() - 1);
    }

    @Override
    public Optional<Instant> partitionEnd() {
        return Optional.ofNullable(end);
    }

    @Override
    public Optional<List<ReceivedFile>> files() {
        return Optional.ofNullable(files);
    }

    @Override
    public Optional<SupplierManifest> manifest() {
        return Optional.ofNullable(manifest);
    }

    @Override
    public Optional<Long> receivedRows() {
        return Optional.ofNullable(files).map(list -> 10L * list.size());
    }

    @Override
    public Optional<KnownTable> table(String name) {
        return Optional.ofNullable(tables.get(name)).map(rows -> new KnownTable(rows, name + "@1"));
    }

    @Override
    public Optional<Profile> profile(String reference, String column) {
        return Optional.ofNullable(profiles.get(reference));
    }

    @Override
    public History history() {
        return History.of(points);
    }
}
