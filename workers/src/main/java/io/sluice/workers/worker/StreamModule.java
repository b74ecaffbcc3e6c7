package io.sluice.workers.worker;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.sluice.activities.gate.audit.AuditRecords;
import io.sluice.activities.heartbeat.Heartbeats;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.registry.RegisteredDefinitions;
import io.sluice.activities.registry.Registry;
import io.sluice.activities.report.ReportFiles;
import io.sluice.activities.stream.Incarnations;
import io.sluice.activities.stream.StreamDefinitions;
import io.sluice.activities.stream.StreamPlanActivitiesImpl;
import io.sluice.activities.table.SystemTables;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.workers.accept.AcceptFactory;
import io.sluice.workers.archive.LakeSinkFactory;
import io.sluice.workers.archive.LakeSinkSettings;
import io.sluice.workers.config.ConfigException;
import io.sluice.workers.config.Key;
import io.sluice.workers.config.SluiceConfig;
import io.sluice.workers.correct.LateCorrection;
import io.sluice.workers.equality.EqualityActivitiesImpl;
import io.sluice.workers.host.Correct;
import io.sluice.workers.host.HostSettings;
import io.sluice.workers.host.Incarnate;
import io.sluice.workers.host.NextIncarnation;
import io.sluice.workers.host.StateFolders;
import io.sluice.workers.host.StreamHostingImpl;
import io.sluice.workers.online.OnlineSinkFactory;
import io.sluice.workers.record.AvroSchemas;
import io.sluice.workers.slot.ViewFactory;
import io.sluice.workers.streamgate.ControlTopic;
import io.sluice.workers.streamgate.HeldIntervals;
import io.sluice.workers.streamgate.SourceGates;
import io.sluice.workers.streamgate.StreamActivitiesImpl;
import io.sluice.workers.streams.HostedFactory;
import io.sluice.workflows.stream.StreamRole;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Streams: what a lane plans, on the queue {@code sluice}, and what is hosted, on the queue {@code sluice-stream}. */
final class StreamModule extends AbstractModule {
    /** What lanes plan. Said apart from the factories, because a control worker plans and opens no Kafka. */
    static final Set<StreamRole> ROLES = EnumSet.allOf(StreamRole.class);

    @Provides
    @Singleton
    StreamDefinitions definitions(Registry registry, ExpressionCompiler compiler) {
        return new StreamDefinitions(registry, compiler);
    }

    @Provides
    @Singleton
    StreamPlanActivitiesImpl plan(StreamDefinitions definitions, Registry registry, SystemTables tables) {
        return new StreamPlanActivitiesImpl(definitions, registry, tables, ROLES);
    }

    /** One for each of {@link #ROLES}. */
    @Provides
    @Singleton
    Map<StreamRole, HostedFactory> factories(
            ExpressionCompiler compiler,
            AvroSchemas schemas,
            RegisteredDefinitions definitions,
            OnlineStore store,
            Lake lake,
            LakeSinkSettings archive) {
        SourceGates gates = new SourceGates(definitions, compiler);
        return Map.of(
                StreamRole.ACCEPT,
                new AcceptFactory(compiler, schemas, gates::newest),
                StreamRole.VIEW,
                new ViewFactory(compiler, gates::of, lake),
                StreamRole.LAKE_SINK,
                new LakeSinkFactory(lake, archive),
                StreamRole.ONLINE_SINK,
                new OnlineSinkFactory(store, lake, archive.every()));
    }

    @Provides
    @Singleton
    StreamActivitiesImpl gates(
            SluiceConfig config,
            RegisteredDefinitions definitions,
            Registry registry,
            ExpressionCompiler compiler,
            SystemTables tables,
            ReportFiles reports,
            Clock clock) {
        String kafka = config.require(Key.KAFKA_BOOTSTRAP_SERVERS);
        return new StreamActivitiesImpl(
                definitions,
                source -> registry.load().project().source(source).orElseThrow().schema(),
                compiler,
                new HeldIntervals(kafka),
                new ControlTopic(kafka, clock),
                tables,
                new AuditRecords(tables, reports, clock),
                clock);
    }

    @Provides
    @Singleton
    EqualityActivitiesImpl equality(
            SluiceConfig config,
            StreamDefinitions definitions,
            ExpressionCompiler compiler,
            Lake lake,
            OnlineStore store,
            Heartbeats heartbeats) {
        return new EqualityActivitiesImpl(
                config.require(Key.KAFKA_BOOTSTRAP_SERVERS), definitions, compiler, lake, store, heartbeats);
    }

    @Provides
    @Singleton
    LakeSinkSettings archive(SluiceConfig config) {
        return new LakeSinkSettings(
                Duration.ofSeconds(config.count(Key.STREAM_ARCHIVE_SECONDS)), config.count(Key.STREAM_ARCHIVE_ROWS));
    }

    @Provides
    @Singleton
    StreamHostingImpl hosting(
            SluiceConfig config,
            Map<StreamRole, HostedFactory> factories,
            SystemTables tables,
            StreamDefinitions definitions,
            Lake lake,
            Clock clock) {
        if (!factories.keySet().containsAll(ROLES)) {
            throw new IllegalStateException(
                    "Lanes plan %s, and this build hosts %s".formatted(ROLES, factories.keySet()));
        }
        return new StreamHostingImpl(
                factories,
                new Incarnate(lake, new Incarnations(tables), definitions, settings(config), clock),
                folders(config),
                Duration.ofSeconds(config.count(Key.STREAM_REPORT_SECONDS)));
    }

    @Provides
    @Singleton
    NextIncarnation incarnations(
            SluiceConfig config,
            Lake lake,
            SystemTables tables,
            StreamDefinitions definitions,
            RegisteredDefinitions guards,
            ExpressionCompiler compiler,
            Clock clock) {
        return new NextIncarnation(
                lake, tables, definitions, settings(config), folders(config), guards, compiler, clock);
    }

    @Provides
    @Singleton
    Correct corrections(
            SluiceConfig config, Lake lake, SystemTables tables, StreamDefinitions definitions, Clock clock) {
        return new Correct(
                new LateCorrection(lake, tables, config.require(Key.KAFKA_BOOTSTRAP_SERVERS), clock),
                new Incarnations(tables),
                definitions);
    }

    private static StateFolders folders(SluiceConfig config) {
        return new StateFolders(Path.of(config.find(Key.STREAM_STATE_FOLDER)
                .orElseGet(() -> Path.of(System.getProperty("java.io.tmpdir"), "sluice-streams")
                        .toString())));
    }

    private static HostSettings settings(SluiceConfig config) {
        boolean chosen = config.find(Key.STREAM_LOG_PARTITIONS).isPresent();
        return new HostSettings(
                config.require(Key.KAFKA_BOOTSTRAP_SERVERS),
                Duration.ofMillis(config.count(Key.STREAM_COMMIT_MILLIS)),
                config.number(Key.STREAM_STANDBYS),
                config.count(Key.STREAM_REPLICATION),
                chosen ? config.count(Key.STREAM_LOG_PARTITIONS) : null);
    }

    /** The schemas that Avro records are written with: all files of a folder. */
    @Provides
    @Singleton
    AvroSchemas schemas(SluiceConfig config) {
        Optional<String> folder = config.find(Key.STREAM_SCHEMAS_FOLDER);
        return new AvroSchemas(folder.isEmpty() ? List.of() : texts(Path.of(folder.get())));
    }

    private static List<String> texts(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new ConfigException(
                    "Invalid %s: %s is no folder".formatted(Key.STREAM_SCHEMAS_FOLDER.text(), folder));
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<String> texts = new ArrayList<>();
            for (Path file : files.filter(each -> each.toString().endsWith(".avsc"))
                    .sorted()
                    .toList()) {
                texts.add(Files.readString(file));
            }
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read schemas in " + folder, e);
        }
    }
}
