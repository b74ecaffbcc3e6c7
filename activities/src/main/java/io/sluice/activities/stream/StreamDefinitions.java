package io.sluice.activities.stream;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.registry.NothingRegisteredException;
import io.sluice.activities.registry.RegisteredProject;
import io.sluice.activities.registry.Registry;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlans;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.View;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.registry.DefinitionRef;
import io.temporal.failure.ApplicationFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Definitions as the registry has them, for streams. What is asked of it fails as {@link FailureTypes} say. */
public final class StreamDefinitions {
    private final Registry registry;
    private final ExpressionCompiler compiler;

    public StreamDefinitions(Registry registry, ExpressionCompiler compiler) {
        this.registry = requireNonNull(registry, "registry is null");
        this.compiler = requireNonNull(compiler, "compiler is null");
    }

    /** Everything at its newest version. */
    public RegisteredProject newest() {
        try {
            return registry.load();
        } catch (NothingRegisteredException e) {
            throw ApplicationFailure.newNonRetryableFailure(e.getMessage(), FailureTypes.NOT_FOUND);
        }
    }

    /** The newest version of a source that is a stream. */
    public DefinitionRef stream(String source) {
        RegisteredProject registered = newest();
        DefinitionRef ref = registered.require("source", source);
        if (registered.project().source(source).orElseThrow().stream() == null) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "source: Source %s is no stream: it declares no topic under stream; ingest it with BatchIngestion"
                            .formatted(source),
                    FailureTypes.INVALID_INPUT);
        }
        return ref;
    }

    /** A source at a version. */
    public Source source(DefinitionRef source) {
        return registry.at(List.of(source)).project().source(source.name()).orElseThrow();
    }

    /** The features that read a source now. */
    public List<Feature> features(String source) {
        return newest().project().features().stream()
                .filter(feature -> source.equals(feature.source()))
                .toList();
    }

    /** A version of a view. */
    public DefinitionRef view(String view, String version) {
        return registry.find("view", view, version)
                .orElseThrow(() -> ApplicationFailure.newNonRetryableFailure(
                        "View %s has no version %s: its newest is %s"
                                .formatted(
                                        view,
                                        version,
                                        newest().require("view", view).version()),
                        FailureTypes.NOT_FOUND));
    }

    /** A version of a view, compiled for a version of a source: it reads rows as that wrote them. */
    public ViewPlan plan(DefinitionRef view, DefinitionRef source) {
        Project project = together(view, source).project();
        View pinned = project.view(view.name()).orElseThrow();
        return ViewPlans.compile(project, pinned, compiler);
    }

    /** The versions of the features that {@link #plan} compiles, by name. */
    public Map<String, String> featureVersions(DefinitionRef view, DefinitionRef source) {
        RegisteredProject registered = together(view, source);
        Map<String, String> versions = new LinkedHashMap<>();
        for (String feature :
                registered.project().view(view.name()).orElseThrow().features()) {
            versions.put(feature, registered.require("feature", feature).version());
        }
        return versions;
    }

    /** Whether a version of a view has a feature of a source. */
    boolean reads(DefinitionRef view, String source) {
        Project project = registry.at(List.of(view)).project();
        return project.view(view.name()).orElseThrow().features().stream()
                .map(name -> project.feature(name).orElseThrow())
                .map(Feature::source)
                .filter(Objects::nonNull)
                .anyMatch(source::equals);
    }

    private RegisteredProject together(DefinitionRef view, DefinitionRef source) {
        try {
            return registry.at(List.of(view, source));
        } catch (IllegalStateException neverTogether) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "View %s %s was never registered together with source %s %s, with which the stream was begun: a stream with another definition of its source is a new incarnation, which this build cannot begin; declare the source under a new name"
                            .formatted(view.name(), view.version(), source.name(), source.version()),
                    FailureTypes.NOT_AVAILABLE);
        }
    }
}
