package io.sluice.workers.worker;

import com.google.inject.AbstractModule;
import com.google.inject.Guice;
import com.google.inject.Injector;
import com.google.inject.Stage;
import io.sluice.activities.ask.AskActivitiesImpl;
import io.sluice.activities.certify.CertificationActivitiesImpl;
import io.sluice.activities.equality.CertifiedEqualityActivitiesImpl;
import io.sluice.activities.follow.FollowActivitiesImpl;
import io.sluice.activities.gate.GateActivitiesImpl;
import io.sluice.activities.gate.audit.AuditActivitiesImpl;
import io.sluice.activities.ingest.IngestActivitiesImpl;
import io.sluice.activities.ingest.reprocess.ReprocessActivitiesImpl;
import io.sluice.activities.maintain.MaintenanceActivitiesImpl;
import io.sluice.activities.model.ModelActivitiesImpl;
import io.sluice.activities.notify.NoticeActivitiesImpl;
import io.sluice.activities.online.materialize.OnlineActivitiesImpl;
import io.sluice.activities.registry.RegistryActivitiesImpl;
import io.sluice.activities.release.ReleaseActivitiesImpl;
import io.sluice.activities.stream.StreamPlanActivitiesImpl;
import io.sluice.activities.training.TrainingActivitiesImpl;
import io.sluice.activities.view.ViewActivitiesImpl;
import io.sluice.workers.config.Key;
import io.sluice.workers.config.SluiceConfig;
import io.sluice.workers.equality.EqualityActivitiesImpl;
import io.sluice.workers.host.Correct;
import io.sluice.workers.host.NextIncarnation;
import io.sluice.workers.host.StreamHostingImpl;
import io.sluice.workers.plugin.SluicePlugin;
import io.sluice.workers.streamgate.StreamActivitiesImpl;
import java.util.List;

/**
 * Sluice put together from a configuration. Nothing is opened before a queue needs it: a control worker starts no Spark, a
 * batch worker alone registers no workflows.
 */
public final class Composition {
    private final SluiceConfig config;
    private final Injector injector;

    private Composition(SluiceConfig config) {
        this.config = config;
        this.injector = Guice.createInjector(
                Stage.DEVELOPMENT,
                new Settings(config),
                new LakeModule(),
                new ControlModule(),
                new NoticeModule(),
                new BatchModule(),
                new OnlineModule(),
                new StreamModule());
    }

    /** The composition of a configuration. */
    public static Composition of(SluiceConfig config) {
        return new Composition(config);
    }

    /** The plugin that runs it. */
    public SluicePlugin plugin() {
        return SluicePlugin.newBuilder()
                .controlActivities(this::control)
                .batchActivities(this::batch)
                .streamActivities(this::stream)
                .batchSlots(config.count(Key.WORKER_BATCH_SLOTS))
                .streamSlots(config.count(Key.WORKER_STREAM_SLOTS))
                .build();
    }

    /** A part of it, for commands that need no worker. */
    public <T> T part(Class<T> type) {
        return injector.getInstance(type);
    }

    private List<Object> control() {
        return List.of(
                part(RegistryActivitiesImpl.class),
                part(GateActivitiesImpl.class),
                part(ReleaseActivitiesImpl.class),
                part(FollowActivitiesImpl.class),
                part(AskActivitiesImpl.class),
                part(ModelActivitiesImpl.class),
                part(NoticeActivitiesImpl.class),
                part(StreamPlanActivitiesImpl.class));
    }

    private List<Object> batch() {
        return List.of(
                part(IngestActivitiesImpl.class),
                part(ReprocessActivitiesImpl.class),
                part(CertificationActivitiesImpl.class),
                part(CertifiedEqualityActivitiesImpl.class),
                part(MaintenanceActivitiesImpl.class),
                part(AuditActivitiesImpl.class),
                part(ViewActivitiesImpl.class),
                part(TrainingActivitiesImpl.class),
                part(OnlineActivitiesImpl.class));
    }

    private List<Object> stream() {
        return List.of(
                part(StreamHostingImpl.class),
                part(StreamActivitiesImpl.class),
                part(NextIncarnation.class),
                part(Correct.class),
                part(EqualityActivitiesImpl.class));
    }

    /** Explicit bindings only, so that a missing one is an error at start and not a surprise later. */
    private static final class Settings extends AbstractModule {
        private final SluiceConfig config;

        Settings(SluiceConfig config) {
            this.config = config;
        }

        @Override
        protected void configure() {
            binder().requireExplicitBindings();
            binder().requireAtInjectOnConstructors();
            bind(SluiceConfig.class).toInstance(config);
        }
    }
}
