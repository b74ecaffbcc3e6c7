package io.sluice.workers.worker;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.sluice.activities.certify.CertificationActivitiesImpl;
import io.sluice.activities.equality.CertifiedEqualityActivitiesImpl;
import io.sluice.activities.fetch.Fetcher;
import io.sluice.activities.fetch.Fetches;
import io.sluice.activities.fetch.api.ApiFetcher;
import io.sluice.activities.fetch.api.Pause;
import io.sluice.activities.fetch.jdbc.JdbcFetcher;
import io.sluice.activities.fixer.Fixers;
import io.sluice.activities.gate.audit.AuditActivitiesImpl;
import io.sluice.activities.heartbeat.Heartbeats;
import io.sluice.activities.ingest.IngestActivitiesImpl;
import io.sluice.activities.ingest.reprocess.ReprocessActivitiesImpl;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.maintain.MaintenanceActivitiesImpl;
import io.sluice.activities.online.ReleasedViews;
import io.sluice.activities.registry.RegisteredDefinitions;
import io.sluice.activities.registry.Registry;
import io.sluice.activities.release.BuildInfo;
import io.sluice.activities.report.ReportFiles;
import io.sluice.activities.secret.EnvironmentSecrets;
import io.sluice.activities.secret.SecretSource;
import io.sluice.activities.spark.Spark;
import io.sluice.activities.spark.SparkConfig;
import io.sluice.activities.stream.StreamDefinitions;
import io.sluice.activities.training.RegisteredNames;
import io.sluice.activities.training.TrainingActivitiesImpl;
import io.sluice.activities.view.ViewActivitiesImpl;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Source.Batch.Access;
import io.sluice.workers.config.Key;
import io.sluice.workers.config.SluiceConfig;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** The heavy activities of the queue {@code sluice-batch}. The Spark session starts with the first of them. */
public final class BatchModule extends AbstractModule {
    @Provides
    @Singleton
    Heartbeats heartbeats() {
        return new Heartbeats();
    }

    @Provides
    @Singleton
    Spark spark(SluiceConfig config, Lake lake, Heartbeats heartbeats) {
        SparkConfig spark = new SparkConfig(
                config.require(Key.SPARK_MASTER),
                config.count(Key.SPARK_SHUFFLE_PARTITIONS),
                config.properties("spark.property."));
        return new Spark(spark, lake.sparkProperties(), heartbeats);
    }

    @Provides
    @Singleton
    SecretSource secrets(SluiceConfig config) {
        return new EnvironmentSecrets(
                System.getenv(), config.find(Key.SECRETS_FOLDER).map(Path::of).orElse(null));
    }

    @Provides
    @Singleton
    Fetches fetches(SluiceConfig config, SecretSource secrets, Clock clock) {
        return new Fetches(LakeModule.config(config).location() + "/fetched", clock, fetchers(secrets, clock));
    }

    /** What reads sources that are no files. */
    public static Map<Access, Fetcher> fetchers(SecretSource secrets, Clock clock) {
        return Map.of(
                Access.JDBC, new JdbcFetcher(secrets),
                Access.API, new ApiFetcher(secrets, Pause.sleeping(), clock));
    }

    @Provides
    @Singleton
    IngestActivitiesImpl ingest(
            Spark spark, Lake lake, RegisteredDefinitions definitions, Fixers fixers, Fetches fetches) {
        return new IngestActivitiesImpl(spark, lake, definitions, fixers, fetches);
    }

    @Provides
    @Singleton
    ReprocessActivitiesImpl reprocess(
            Spark spark, Lake lake, RegisteredDefinitions definitions, Fixers fixers, Clock clock) {
        return new ReprocessActivitiesImpl(spark, lake, definitions, fixers, clock);
    }

    @Provides
    @Singleton
    CertificationActivitiesImpl certification(Spark spark, Lake lake, RegisteredDefinitions definitions, Clock clock) {
        return new CertificationActivitiesImpl(spark, lake, definitions, clock);
    }

    @Provides
    @Singleton
    CertifiedEqualityActivitiesImpl certifiedEquality(
            Spark spark, Lake lake, StreamDefinitions definitions, ExpressionCompiler compiler) {
        return new CertifiedEqualityActivitiesImpl(spark, lake, definitions, compiler);
    }

    @Provides
    @Singleton
    MaintenanceActivitiesImpl maintenance(Spark spark, Lake lake) {
        return new MaintenanceActivitiesImpl(spark, lake);
    }

    @Provides
    @Singleton
    AuditActivitiesImpl audit(
            Spark spark, Lake lake, RegisteredDefinitions definitions, ReportFiles reports, Clock clock) {
        return new AuditActivitiesImpl(spark, lake, definitions, reports, clock);
    }

    @Provides
    @Singleton
    ViewActivitiesImpl view(Spark spark, Lake lake, RegisteredDefinitions definitions) {
        return new ViewActivitiesImpl(spark, lake, definitions);
    }

    @Provides
    @Singleton
    TrainingActivitiesImpl training(Spark spark, Lake lake, ReleasedViews releases, Registry registry, Clock clock) {
        return new TrainingActivitiesImpl(spark, lake, releases, names(registry), BuildInfo.load(), clock);
    }

    private static RegisteredNames names(Registry registry) {
        return new RegisteredNames() {
            @Override
            public List<String> of(String kind) {
                return registry.load().names(kind);
            }

            @Override
            public String folder() {
                return registry.load().folder();
            }
        };
    }
}
