package io.sluice.activities.registry;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.gate.DatasetGates;
import io.sluice.activities.gate.audit.Guard;
import io.sluice.activities.gate.audit.Guards;
import io.sluice.activities.ingest.IngestDefinitions;
import io.sluice.activities.release.PinnedViews;
import io.sluice.activities.release.certified.CertifiedRun;
import io.sluice.activities.release.certified.CertifiedRuns;
import io.sluice.activities.view.ViewDefinitions;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlans;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.View;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.FixerDefinition;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.definitions.model.gate.Patch;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.registry.ViewSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What the activities ask of definitions, answered by the registry at the versions that a run pinned. */
public final class RegisteredDefinitions
        implements IngestDefinitions, Guards, DatasetGates, ViewDefinitions, PinnedViews {
    /** The gate of what names none. */
    public static final String IMPLICIT = "implicit";

    private static final String TRUSTED = "trusted.";

    private final Registry registry;
    private final CertifiedRuns runs;
    private final ExpressionCompiler compiler;

    public RegisteredDefinitions(Registry registry, CertifiedRuns runs, ExpressionCompiler compiler) {
        this.registry = requireNonNull(registry, "registry is null");
        this.runs = requireNonNull(runs, "runs is null");
        this.compiler = requireNonNull(compiler, "compiler is null");
    }

    @Override
    public Source source(DefinitionRef source) {
        return registry.at(List.of(source)).project().source(source.name()).orElseThrow(() -> missing(source));
    }

    @Override
    public String location(DefinitionRef source) {
        RegisteredProject registered = registry.at(List.of(source));
        Source pinned = registered.project().source(source.name()).orElseThrow(() -> missing(source));
        Source.Batch batch = Objects.requireNonNull(pinned.batch(), "batch is null");
        boolean local =
                batch.access() == Source.Batch.Access.PATH && !batch.location().contains("://");
        return local
                ? Path.of(registered.folder())
                        .resolve(batch.location())
                        .normalize()
                        .toString()
                : batch.location();
    }

    @Override
    public Optional<Patch> patch(String name) {
        return registry.load().project().patch(name);
    }

    @Override
    public Optional<FixerDefinition> fixer(String name) {
        return registry.load().project().fixer(name);
    }

    @Override
    public List<Expectation> expectations(DefinitionRef source, String gate) {
        return gate.equals(IMPLICIT)
                ? source(source).expectations()
                : gate(registry.load().project(), gate).expectations();
    }

    @Override
    public Guard guard(String gate, String dataset) {
        RegisteredProject registered = registry.load();
        List<String> approvers = registered.project().approvers();
        if (!gate.equals(IMPLICIT)) {
            DefinitionRef ref =
                    registered.find("gate", gate).orElseThrow(() -> new IllegalStateException("Missing gate: " + gate));
            return new Guard(ref, gate(registered.project(), gate), approvers);
        }
        DefinitionRef owner = owner(registered, dataset);
        List<Expectation> expectations =
                dataset.startsWith(TRUSTED) ? source(owner).expectations() : List.of();
        DefinitionRef ref = new DefinitionRef("gate", IMPLICIT, owner.version(), owner.fingerprint());
        return new Guard(ref, new Gate(IMPLICIT, expectations, Gate.Policy.defaults()), approvers);
    }

    @Override
    public Optional<String> gate(DefinitionRef definition, String dataset) {
        boolean registered = registry.history().of(definition.kind(), definition.name()).stream()
                .anyMatch(row -> row.version().equals(definition.version())
                        && row.fingerprint().equals(definition.fingerprint()));
        if (!registered || !dataset.equals(madeBy(definition))) {
            return Optional.empty();
        }
        Project project = registry.at(List.of(definition)).project();
        String gate = definition.kind().equals("source")
                ? project.source(definition.name()).map(Source::gate).orElse(null)
                : project.view(definition.name()).map(View::gate).orElse(null);
        return Optional.of(Objects.requireNonNullElse(gate, IMPLICIT));
    }

    private static String madeBy(DefinitionRef definition) {
        return switch (definition.kind()) {
            case "source" -> TRUSTED + definition.name();
            case "view" -> "views." + definition.name() + "_" + definition.version();
            default -> "";
        };
    }

    @Override
    public ViewPlan plan(ViewSettings view) {
        Project project = registry.at(pins(view)).project();
        View pinned = project.view(view.view().name()).orElseThrow(() -> missing(view.view()));
        return ViewPlans.compile(project, pinned, compiler);
    }

    @Override
    public List<DefinitionRef> definitions(ViewSettings view) {
        RegisteredProject registered = registry.at(pins(view));
        ViewPlan plan = plan(view);
        List<DefinitionRef> all = new ArrayList<>(pins(view));
        registered.find("entity", plan.entity().name()).ifPresent(all::add);
        registered.find("gate", view.gate()).ifPresent(all::add);
        for (ViewPlan.SourcePlan source : plan.sources()) {
            registered.find("source", source.source().name()).ifPresent(all::add);
            String gate = source.source().gate();
            if (gate != null) {
                registered.find("gate", gate).ifPresent(all::add);
            }
        }
        return all.stream().distinct().toList();
    }

    @Override
    public long certifiedThrough(Source source) {
        CertifiedRun run = runs.of(source);
        return run.isEmpty() ? Long.MIN_VALUE : run.certifiedThrough();
    }

    private static List<DefinitionRef> pins(ViewSettings view) {
        List<DefinitionRef> pins = new ArrayList<>(view.features());
        pins.add(view.view());
        return pins;
    }

    /** The source or view that a dataset belongs to. */
    private static DefinitionRef owner(RegisteredProject registered, String dataset) {
        String name = dataset.substring(dataset.indexOf('.') + 1);
        return dataset.startsWith(TRUSTED)
                ? registered
                        .find("source", name)
                        .orElseThrow(() -> new IllegalStateException("Missing source: " + name))
                : registered
                        .find("view", name.substring(0, name.lastIndexOf('_')))
                        .orElseThrow(() -> new IllegalStateException("Missing view: " + name));
    }

    private static Gate gate(Project project, String name) {
        return project.gate(name).orElseThrow(() -> new IllegalStateException("Missing gate: " + name));
    }

    private static IllegalStateException missing(DefinitionRef ref) {
        return new IllegalStateException("Missing definition: " + ref.kind() + "/" + ref.name() + "/" + ref.version());
    }
}
