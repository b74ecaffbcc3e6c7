package io.sluice.workers.worker;

import com.google.inject.AbstractModule;
import com.google.inject.Provides;
import com.google.inject.Singleton;
import io.sluice.activities.ask.AskActivitiesImpl;
import io.sluice.activities.fixer.Fixers;
import io.sluice.activities.follow.FollowActivitiesImpl;
import io.sluice.activities.gate.GateActivitiesImpl;
import io.sluice.activities.identity.IdentityCheck;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.model.ModelActivitiesImpl;
import io.sluice.activities.registry.PlanDecisions;
import io.sluice.activities.registry.ProjectPlans;
import io.sluice.activities.registry.RegisteredDefinitions;
import io.sluice.activities.registry.Registry;
import io.sluice.activities.registry.RegistryActivitiesImpl;
import io.sluice.activities.release.BuildInfo;
import io.sluice.activities.release.ReleaseActivitiesImpl;
import io.sluice.activities.report.ReportFiles;
import io.sluice.activities.table.SystemTables;
import io.sluice.workers.config.ConfigException;
import io.sluice.workers.config.Key;
import io.sluice.workers.config.SluiceConfig;
import io.sluice.workers.connection.TemporalConnection;
import io.sluice.workflows.TaskQueues;
import io.sluice.workflows.launch.CanonicalIds;
import io.sluice.workflows.publish.follow.SourceChanged;
import io.sluice.workflows.refresh.ViewRefresh;
import io.sluice.workflows.refresh.ViewRefreshInput;
import io.temporal.activity.Activity;
import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowOptions;
import java.time.Clock;
import java.util.List;

/** The light activities of the queue {@code sluice}. */
final class ControlModule extends AbstractModule {
    @Provides
    @Singleton
    RegistryActivitiesImpl registry(
            Registry registry,
            SystemTables tables,
            ProjectPlans plans,
            PlanDecisions decisions,
            Clock clock,
            Fixers fixers) {
        return new RegistryActivitiesImpl(
                registry, tables, plans, decisions, clock, fixers, ControlModule::searchAttributes);
    }

    @Provides
    @Singleton
    PlanDecisions decisions(SystemTables tables, Registry registry) {
        return new PlanDecisions(tables, registry);
    }

    /** Asks the namespace of the worker that runs the activity. */
    private static List<String> searchAttributes() {
        WorkflowClient client = Activity.getExecutionContext().getWorkflowClient();
        return List.copyOf(TemporalConnection.searchAttributes(
                        client.getWorkflowServiceStubs(), client.getOptions().getNamespace())
                .keySet());
    }

    @Provides
    @Singleton
    FollowActivitiesImpl follow(Registry registry) {
        return new FollowActivitiesImpl(registry, ControlModule::signal);
    }

    /** Atomic on the server: the run that is under way takes the signal, or a new one starts with it. */
    private static void signal(String view, SourceChanged changed) {
        Activity.getExecutionContext()
                .getWorkflowClient()
                .newUntypedWorkflowStub(
                        ViewRefresh.TYPE,
                        WorkflowOptions.newBuilder()
                                .setTaskQueue(TaskQueues.CONTROL)
                                .setWorkflowId(CanonicalIds.refresh(view))
                                .setStaticSummary(
                                        "%s of %s was published".formatted(changed.partition(), changed.source()))
                                .build())
                .signalWithStart(SourceChanged.SIGNAL, new Object[] {changed}, new Object[] {
                    new ViewRefreshInput(view, null, null)
                });
    }

    @Provides
    @Singleton
    GateActivitiesImpl gate(
            Lake lake,
            ReportFiles reports,
            RegisteredDefinitions definitions,
            PlanDecisions decisions,
            IdentityCheck identities,
            Clock clock) {
        return new GateActivitiesImpl(lake, reports, definitions, decisions, identities, clock);
    }

    @Provides
    @Singleton
    IdentityCheck identities(SluiceConfig config) {
        return config.find(Key.IDENTITY_CHECK).map(ControlModule::identities).orElseGet(IdentityCheck::claimed);
    }

    private static IdentityCheck identities(String name) {
        try {
            return (IdentityCheck) Class.forName(name).getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException | ClassCastException e) {
            throw new ConfigException(
                    "Invalid %s: %s (expected a class on the class path that implements %s and has a public constructor without arguments; %s)"
                            .formatted(Key.IDENTITY_CHECK.text(), name, IdentityCheck.class.getName(), e));
        }
    }

    @Provides
    @Singleton
    ReleaseActivitiesImpl release(Lake lake, SystemTables tables, RegisteredDefinitions definitions, Clock clock) {
        return new ReleaseActivitiesImpl(lake, tables, definitions, BuildInfo.load(), clock);
    }

    @Provides
    @Singleton
    AskActivitiesImpl ask(Lake lake, SystemTables tables) {
        return new AskActivitiesImpl(lake, tables);
    }

    @Provides
    @Singleton
    ModelActivitiesImpl models(SystemTables tables, Clock clock) {
        return new ModelActivitiesImpl(tables, clock);
    }
}
