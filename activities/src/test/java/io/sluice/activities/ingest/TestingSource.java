package io.sluice.activities.ingest;

import io.sluice.activities.lake.TableNames;
import io.sluice.activities.lake.WriteAuditPublish;
import io.sluice.activities.spark.TestingLake;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Expectation;
import io.sluice.definitions.model.Source;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.ingest.LandRequest;
import io.sluice.workflows.ingest.Landed;
import io.sluice.workflows.ingest.StageRequest;
import io.sluice.workflows.registry.DefinitionRef;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small source over a folder, and the activities on it. */
public final class TestingSource implements IngestDefinitions {
    private final Source source;
    private final IngestActivitiesImpl activities;

    public TestingSource(Source source) {
        this.source = source;
        this.activities = new IngestActivitiesImpl(
                TestingLake.shared().spark(), TestingLake.shared().lake(), this, TestingFetches.fetches());
    }

    public static TestingSource csv(String name, Path folder) {
        return csv(name, folder, "{partition}.csv");
    }

    public static TestingSource csv(String name, Path folder, String file) {
        return new TestingSource(source(name, "csv", folder.resolve(file).toString()));
    }

    public static TestingSource json(String name, Path folder) {
        return new TestingSource(
                source(name, "json", folder.resolve("{partition}.json").toString()));
    }

    public static TestingSource parquet(String name, Path folder) {
        return new TestingSource(
                source(name, "parquet", folder.resolve("{partition}.parquet").toString()));
    }

    public static TestingSource unpartitioned(String name, Path folder) {
        EventId id = new EventId(EventId.Kind.COLUMNS, List.of("id"));
        return new TestingSource(source(
                name, "csv", folder.toString(), id, Source.LatePolicy.QUARANTINE, List.of(), Source.Partitioning.NONE));
    }

    /** id string, at timestamp, amount double; an hour of lateness; identified by id. */
    public static Source source(String name, String format, String location) {
        return source(
                name,
                format,
                location,
                new EventId(EventId.Kind.COLUMNS, List.of("id")),
                Source.LatePolicy.QUARANTINE,
                List.of());
    }

    public static Source source(
            String name,
            String format,
            String location,
            EventId eventId,
            Source.LatePolicy latePolicy,
            List<Expectation> expectations) {
        return source(name, format, location, eventId, latePolicy, expectations, Source.Partitioning.DAY);
    }

    private static Source source(
            String name,
            String format,
            String location,
            EventId eventId,
            Source.LatePolicy latePolicy,
            List<Expectation> expectations,
            Source.Partitioning partitioning) {
        return new Source(
                name,
                Source.Kind.EVENTS,
                List.of(
                        new Column("id", DataType.STRING),
                        new Column("at", DataType.TIMESTAMP),
                        new Column("amount", DataType.DOUBLE)),
                "at",
                eventId,
                new Source.Batch(Source.Batch.Access.PATH, format, location, Map.of(), partitioning),
                null,
                List.of(),
                null,
                Duration.ofHours(1),
                latePolicy,
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Duration.ZERO,
                List.of(),
                null,
                null,
                expectations,
                null,
                null);
    }

    /** A source of these columns with an event time {@code at}, of any batch lane. */
    public static Source source(String name, List<Column> schema, EventId eventId, Source.Batch batch) {
        return new Source(
                name,
                Source.Kind.EVENTS,
                schema,
                "at",
                eventId,
                batch,
                null,
                List.of(),
                null,
                Duration.ofHours(1),
                Source.LatePolicy.QUARANTINE,
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Duration.ZERO,
                List.of(),
                null,
                null,
                List.of(),
                null,
                null);
    }

    public Landed land(String partition, String run) {
        return land(partition, run, null);
    }

    public Landed land(String partition, String run, @Nullable String path) {
        return activities.land(new LandRequest(ref(), partition, path, run, 1, false));
    }

    /** As a run does that stages a partition again because of late rows. */
    public Landed landAgain(String partition, String run) {
        return activities.land(new LandRequest(ref(), partition, null, run, 1, true));
    }

    public Candidate stage(String partition, Landed landed, String run, String... decided) {
        return activities.stage(new StageRequest(ref(), "implicit", partition, landed, run, 1, List.of(decided)));
    }

    /** Lands, stages and publishes, as a run whose gate passes does. */
    public Candidate publish(String partition, String run) {
        return publish(partition, land(partition, run), run);
    }

    /** Stages and publishes what landed. */
    public Candidate publish(String partition, Landed landed, String run) {
        Candidate candidate = stage(partition, landed, run);
        new WriteAuditPublish(TestingLake.shared().lake())
                .publish(TableNames.trusted(source.name()), Long.parseLong(candidate.snapshotId()), Map.of());
        return candidate;
    }

    public DefinitionRef ref() {
        return new DefinitionRef("source", source.name(), "v1", "0");
    }

    @Override
    public Source source(DefinitionRef wanted) {
        return source;
    }

    @Override
    public String location(DefinitionRef wanted) {
        return java.util.Objects.requireNonNull(source.batch()).location();
    }

    @Override
    public List<Expectation> expectations(DefinitionRef wanted, String gate) {
        return source.expectations();
    }
}
