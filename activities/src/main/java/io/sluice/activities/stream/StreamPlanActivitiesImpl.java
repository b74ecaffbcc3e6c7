package io.sluice.activities.stream;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.registry.RegisteredDefinitions;
import io.sluice.activities.registry.RegisteredProject;
import io.sluice.activities.registry.Registry;
import io.sluice.activities.table.ReleaseRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.lane.IncarnationRow;
import io.sluice.definitions.model.Source.LatePolicy;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.stream.PlannedView;
import io.sluice.workflows.stream.StreamPlan;
import io.sluice.workflows.stream.StreamPlanActivities;
import io.sluice.workflows.stream.StreamRole;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.apache.iceberg.expressions.Expressions;

/** What runs for a source, from the registry and the releases. Needs no Kafka. */
public final class StreamPlanActivitiesImpl implements StreamPlanActivities {
    private final StreamDefinitions definitions;
    private final Registry registry;
    private final SystemTables tables;
    private final List<String> roles;

    /**
     * Creates them.
     *
     * @param roles what the stream workers of this build can host
     */
    public StreamPlanActivitiesImpl(
            StreamDefinitions definitions, Registry registry, SystemTables tables, Set<StreamRole> roles) {
        this.definitions = requireNonNull(definitions, "definitions is null");
        this.registry = requireNonNull(registry, "registry is null");
        this.tables = requireNonNull(tables, "tables is null");
        this.roles = roles.stream().sorted().map(StreamRole::typed).toList();
    }

    @Override
    public StreamPlan resolveStream(String name) {
        DefinitionRef source = definitions.stream(name);
        RegisteredProject registered = definitions.newest();
        String gate = Objects.requireNonNullElse(
                registered.project().source(name).orElseThrow().gate(), RegisteredDefinitions.IMPLICIT);
        Gate.Policy policy = registered.project().gate(gate).map(Gate::policy).orElseGet(Gate.Policy::defaults);
        List<PlannedView> views = new ArrayList<>();
        for (String view : registered.names("view")) {
            add(registered.require("view", view), name, views);
        }
        Optional<IncarnationRow> begun = new Incarnations(tables).newest(name);
        long epoch = begun.map(IncarnationRow::epoch).orElse(0L);
        return new StreamPlan(
                source,
                gate,
                policy.preventSelfApproval(),
                views,
                roles,
                epoch,
                rejected(name, epoch),
                corrects(begun.map(IncarnationRow::definition).orElse(source)));
    }

    /** By the definition with which the stream was begun. */
    private boolean corrects(DefinitionRef source) {
        return definitions.source(source).latePolicy() == LatePolicy.CORRECT;
    }

    /** A range that was rejected in an incarnation is out of the next one. */
    private int rejected(String source, long epoch) {
        return tables.rejectedRanges()
                .scan(Expressions.and(Expressions.equal("source", source), Expressions.equal("epoch", epoch)))
                .size();
    }

    /** Readers get the version of the newest release; while a view has none, the newest. */
    private void add(DefinitionRef newest, String source, List<PlannedView> views) {
        DefinitionRef read = released(newest.name()).orElse(newest);
        if (!read.version().equals(newest.version()) && definitions.reads(read, source)) {
            views.add(new PlannedView(read, true));
        }
        if (definitions.reads(newest, source)) {
            views.add(new PlannedView(newest, read.version().equals(newest.version())));
        }
    }

    private Optional<DefinitionRef> released(String view) {
        return tables.releases().scan(Expressions.equal("view", view)).stream()
                .max(Comparator.comparingLong(ReleaseRow::number))
                .flatMap(release -> registry.find("view", view, release.definitionVersion()));
    }
}
