package io.sluice.activities.ingest;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.fetch.FetchRequest;
import io.sluice.activities.fetch.Fetched;
import io.sluice.activities.fetch.Fetches;
import io.sluice.activities.fixer.Fixers;
import io.sluice.activities.ingest.late.LateDeliveries;
import io.sluice.activities.ingest.mend.Mending;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.landing.Announcement;
import io.sluice.activities.landing.Deliveries;
import io.sluice.activities.landing.Delivery;
import io.sluice.activities.landing.Landing;
import io.sluice.activities.landing.Selection;
import io.sluice.activities.reader.SourceFile;
import io.sluice.activities.reader.SourceFiles;
import io.sluice.activities.reader.Unreadable;
import io.sluice.activities.spark.Spark;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.time.Partition;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.ingest.CarryRequest;
import io.sluice.workflows.ingest.IngestActivities;
import io.sluice.workflows.ingest.LandRequest;
import io.sluice.workflows.ingest.Landed;
import io.sluice.workflows.ingest.StageRequest;
import io.temporal.failure.ApplicationFailure;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;

/** Landing and staging on Spark and Iceberg. */
public final class IngestActivitiesImpl implements IngestActivities {
    private final Spark spark;
    private final Lake lake;
    private final IngestDefinitions definitions;
    private final Mendings mendings;
    private final Fetches fetches;
    private final SourceFiles sourceFiles = new SourceFiles();

    public IngestActivitiesImpl(Spark spark, Lake lake, IngestDefinitions definitions, Fixers fixers, Fetches fetches) {
        this.spark = requireNonNull(spark, "spark is null");
        this.lake = requireNonNull(lake, "lake is null");
        this.definitions = requireNonNull(definitions, "definitions is null");
        this.mendings = new Mendings(definitions, fixers);
        this.fetches = requireNonNull(fetches, "fetches is null");
    }

    @Override
    public Landed land(LandRequest request) {
        return spark.run(
                "land " + request.source().name() + " " + request.partition(), session -> land(session, request));
    }

    @Override
    public Candidate stage(StageRequest request) {
        Source source = definitions.source(request.source());
        Partition window = window(batch(source), request.partition());
        String location = definitions.location(request.source());
        List<Expectation> expectations = definitions.expectations(request.source(), request.gate());
        Mending mending = mendings.of(request.mendings(), source);
        return spark.run(
                "stage " + source.name() + " " + request.partition(),
                session -> new Staging(lake, source, location, window, mending, request).stage(session, expectations));
    }

    @Override
    public Candidate stagePrevious(CarryRequest request) {
        Source source = definitions.source(request.source());
        Partition window = window(batch(source), request.partition());
        return spark.run(
                "carry forward " + source.name() + " " + request.partition(),
                session -> new CarriedRows(lake, source, window, request).stage(session));
    }

    private Landed land(SparkSession session, LandRequest request) {
        Source source = definitions.source(request.source());
        Selection selection = selection(source, request);
        Configuration configuration = session.sparkContext().hadoopConfiguration();
        if (request.correction() && request.delivery() == 1) {
            // Only late rows are to come in: not what may have changed in the files, or lay elsewhere, since they were
            // published.
            Optional<Landed> earlier = published(source, request.partition());
            if (earlier.isPresent()) {
                return earlier.get();
            }
        }
        List<SourceFile> files = isFetched(source, selection, request)
                ? fetched(session, source, selection, request)
                : sourceFiles.find(source.name(), selection.location(), configuration);
        Delivery delivery = Announcement.with(files, source, selection, configuration);
        return new Landing(lake, source, selection, request, delivery).land(session);
    }

    /** The newest published delivery of a partition, if it is still in landing. */
    private Optional<Landed> published(Source source, String partition) {
        return lake.find(TableNames.trusted(source.name()))
                .flatMap(trusted -> new LateDeliveries(trusted).published(partition))
                .flatMap(new Deliveries(lake, source.name())::find);
    }

    /** A source that is no file is asked, unless a run names files: those of an earlier answer. */
    private boolean isFetched(Source source, Selection selection, LandRequest request) {
        Source.Batch batch = batch(source);
        String own = batch.location().replace("{partition}", selection.window().label());
        return fetches.fetches(batch.access())
                && (request.path() == null || selection.location().equals(own));
    }

    private List<SourceFile> fetched(SparkSession session, Source source, Selection selection, LandRequest request) {
        Partition window = selection.window();
        boolean bounded = Selection.bounded(window);
        Fetched fetched = fetches.fetch(
                session,
                new FetchRequest(
                        source,
                        selection.location(),
                        window.label(),
                        bounded ? Instant.ofEpochMilli(Selection.earliest(source, window)) : null,
                        bounded ? Instant.ofEpochMilli(window.end()) : null,
                        request.run(),
                        request.delivery()));
        Configuration configuration = session.sparkContext().hadoopConfiguration();
        return sourceFiles.find(source.name(), fetched.folder(), configuration).stream()
                .map(file -> new SourceFile(file.path(), file.bytes(), fetched.asked(), file.sha256()))
                .toList();
    }

    private static Source.Batch batch(Source source) {
        Source.Batch batch = source.batch();
        if (batch == null) {
            throw Unreadable.source(source.name(), "it has no batch lane");
        }
        return batch;
    }

    private Selection selection(Source source, LandRequest request) {
        Source.Batch batch = batch(source);
        String location = request.path() == null ? definitions.location(request.source()) : request.path();
        return Selection.of(source, batch, location, window(batch, request.partition()));
    }

    public static Partition window(Source.Batch batch, String partition) {
        try {
            return Partition.parse(partition, batch.partition());
        } catch (IllegalArgumentException e) {
            throw ApplicationFailure.newNonRetryableFailure(e.getMessage(), FailureTypes.INVALID_INPUT);
        }
    }
}
