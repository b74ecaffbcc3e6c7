package io.sluice.activities.ingest;

import io.sluice.activities.fixer.Fixer;
import io.sluice.activities.fixer.Fixers;
import io.sluice.activities.fixer.testing.TranslatingFixer;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.lake.WriteAuditPublish;
import io.sluice.activities.spark.TestingLake;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.FixerDefinition;
import io.sluice.definitions.model.gate.Patch;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.ingest.CarryRequest;
import io.sluice.workflows.ingest.LandRequest;
import io.sluice.workflows.ingest.Landed;
import io.sluice.workflows.ingest.StageRequest;
import io.sluice.workflows.registry.DefinitionRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A small source over a folder, and the activities on it. */
public final class TestingSource implements IngestDefinitions {
    /** Knows what {@code one} means as an amount, and is wrong about {@code few}. */
    private static final Fixer REPAIR = new TranslatingFixer("amount", Map.of("one", 1.0, "few", "some"));

    private final Source source;
    private final List<Patch> patches;
    private final IngestActivitiesImpl activities;

    public TestingSource(Source source) {
        this(source, List.of());
    }

    public TestingSource(Source source, List<Patch> patches) {
        this.source = source;
        this.patches = List.copyOf(patches);
        this.activities = new IngestActivitiesImpl(
                TestingLake.shared().spark(),
                TestingLake.shared().lake(),
                this,
                new Fixers(List.of(REPAIR)),
                TestingFetches.fetches());
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

    /** Attributes of the entity {@code id}: a CSV file a day, or one of all. */
    static TestingSource attributes(String name, Path folder, Source.Partitioning partitioning) {
        boolean daily = partitioning == Source.Partitioning.DAY;
        Source source = source(
                name,
                "csv",
                daily ? folder.resolve("{partition}.csv").toString() : folder.toString(),
                new EventId(EventId.Kind.CONTENT, List.of()),
                Source.LatePolicy.QUARANTINE,
                List.of(),
                partitioning);
        return new TestingSource(new Source(
                name,
                Source.Kind.ATTRIBUTES,
                source.schema(),
                source.eventTime(),
                source.eventId(),
                source.batch(),
                null,
                List.of("id"),
                null,
                source.allowedLateness(),
                source.latePolicy(),
                source.idleAfter(),
                source.maxFutureSkew(),
                source.delay(),
                List.of(),
                null,
                null,
                List.of(),
                null,
                null,
                null));
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
                null,
                null);
    }

    /** The same source with other columns. */
    public static Source withSchema(Source source, List<Column> schema) {
        return changed(source, schema, source.pii());
    }

    /** The same source with columns that identify people. */
    public static Source identifying(Source source, String... columns) {
        return changed(source, source.schema(), List.of(columns));
    }

    private static Source changed(Source source, List<Column> schema, List<String> pii) {
        return new Source(
                source.name(),
                source.kind(),
                schema,
                source.eventTime(),
                source.eventId(),
                source.batch(),
                source.stream(),
                source.partitionBy(),
                source.cutover(),
                source.allowedLateness(),
                source.latePolicy(),
                source.idleAfter(),
                source.maxFutureSkew(),
                source.delay(),
                pii,
                source.retention(),
                source.schedule(),
                source.expectations(),
                source.gate(),
                source.owner(),
                source.historyFrom());
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
                null,
                null);
    }

    /** The hash of a file, by the JDK alone. */
    public static String sha256(Path file) throws IOException {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
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
        return activities.stage(new StageRequest(ref(), "implicit", partition, landed, run, 1, List.of(decided), null));
    }

    /** Stages with patches and fixers applied, as the second attempt of a run. */
    public Candidate mend(String partition, Landed landed, String run, String... mends) {
        return activities.stage(
                new StageRequest(ref(), "implicit", partition, landed, run, 2, List.of(), List.of(mends)));
    }

    /** Stages the last certified values, as the second attempt of a run. */
    public Candidate carry(String partition, String run) {
        return activities.stagePrevious(new CarryRequest(ref(), partition, run, 2));
    }

    /** Publishes what was staged. */
    public void publish(Candidate candidate) {
        new WriteAuditPublish(TestingLake.shared().lake())
                .publish(TableNames.trusted(source.name()), Long.parseLong(candidate.snapshotId()), Map.of());
    }

    /** Lands, stages and publishes, as a run whose gate passes does. */
    public Candidate publish(String partition, String run) {
        return publish(partition, land(partition, run), run);
    }

    /** Stages and publishes what landed. */
    public Candidate publish(String partition, Landed landed, String run) {
        Candidate candidate = stage(partition, landed, run);
        publish(candidate);
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
    public Optional<Patch> patch(String name) {
        return patches.stream().filter(patch -> patch.name().equals(name)).findFirst();
    }

    @Override
    public Optional<FixerDefinition> fixer(String name) {
        return switch (name) {
            case "repair" ->
                Optional.of(new FixerDefinition(name, REPAIR.getClass().getName(), null, null));
            case "unregistered" -> Optional.of(new FixerDefinition(name, "shop.Gone", null, null));
            default -> Optional.empty();
        };
    }

    @Override
    public List<Expectation> expectations(DefinitionRef wanted, String gate) {
        return source.expectations();
    }
}
