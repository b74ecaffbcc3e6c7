package io.sluice.workflows.testing;

import io.sluice.definitions.name.Nearest;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.registry.ApplyDefinitionsInput;
import io.sluice.workflows.registry.ApplyResult;
import io.sluice.workflows.registry.DefinitionChange;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.registry.IngestionRequest;
import io.sluice.workflows.registry.IngestionSettings;
import io.sluice.workflows.registry.RegistryActivities;
import io.sluice.workflows.registry.RemedyRequest;
import io.sluice.workflows.registry.ViewSettings;
import io.temporal.failure.ApplicationFailure;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Definitions in memory. */
public final class InMemoryRegistry implements RegistryActivities {
    /** The hash of every plan. */
    public static final String PLAN = "plan";

    private final Faults faults;
    private final BooleanSupplier approved;
    private final Map<String, IngestionSettings> sources = new LinkedHashMap<>();
    private final Map<String, ViewSettings> views = new LinkedHashMap<>();
    private final Set<String> remedies = new LinkedHashSet<>();
    private List<String> searchAttributes = List.of();
    private List<String> needsDecision = List.of();

    /** @param approved whether a gate on record waived the plan */
    InMemoryRegistry(Faults faults, BooleanSupplier approved) {
        this.faults = faults;
        this.approved = approved;
    }

    /** Declares a source whose partitions are days; its gate is called after it. */
    public synchronized void source(String name) {
        source(new IngestionSettings(
                new DefinitionRef("source", name, "v1", "fingerprint"),
                name + "_gate",
                "",
                "memory:" + name,
                10,
                false,
                false,
                14));
    }

    /** The gate of a source that was declared says {@code prevent_self_approval} from now on. */
    public synchronized void preventSelfApproval(String source) {
        IngestionSettings settings = sources.get(source);
        source(new IngestionSettings(
                settings.source(),
                settings.gate(),
                settings.partition(),
                settings.inputLocation(),
                settings.maxAttempts(),
                settings.failOnReject(),
                true,
                settings.keepDays()));
    }

    /** Declares a source with these settings; the partition is filled in. */
    public synchronized void source(IngestionSettings settings) {
        sources.put(settings.source().name(), settings);
    }

    /** Declares a view whose gate is called after it. */
    public synchronized void view(String name) {
        views.put(
                name,
                new ViewSettings(
                        new DefinitionRef("view", name, "v1", "fingerprint"),
                        name + "_gate",
                        "views." + name + "_v1",
                        List.of(),
                        10,
                        false,
                        false,
                        14));
    }

    /** What people have to decide before a plan is applied. */
    public synchronized void needsDecision(String... sentences) {
        needsDecision = List.of(sentences);
    }

    /** What the namespace knows. */
    public synchronized void searchAttributes(List<String> names) {
        searchAttributes = List.copyOf(names);
    }

    @Override
    public synchronized List<String> registeredSearchAttributes() {
        faults.hit("RegisteredSearchAttributes");
        return searchAttributes;
    }

    @Override
    public synchronized ApplyResult applyDefinitions(ApplyDefinitionsInput input) {
        faults.hit("ApplyDefinitionsOfProject");
        List<DefinitionChange> changes = new ArrayList<>();
        sources.keySet().forEach(name -> changes.add(added("source", name)));
        views.keySet().forEach(name -> changes.add(added("view", name)));
        boolean decided = needsDecision.isEmpty() || approved.getAsBoolean();
        boolean applied = decided && !Boolean.TRUE.equals(input.dryRun());
        return new ApplyResult(input.project(), applied, PLAN, changes, List.of(), needsDecision, List.of(), null);
    }

    @Override
    public synchronized IngestionSettings resolveIngestion(IngestionRequest input) {
        faults.hit("ResolveIngestion");
        @Nullable IngestionSettings settings = sources.get(input.source());
        if (settings == null) {
            throw notFound("source", input.source(), sources);
        }
        return new IngestionSettings(
                settings.source(),
                settings.gate(),
                input.partition() == null ? "all" : input.partition(),
                settings.inputLocation(),
                settings.maxAttempts(),
                settings.failOnReject(),
                settings.preventSelfApproval(),
                settings.keepDays());
    }

    @Override
    public synchronized IngestionSettings resolveReprocess(String source) {
        faults.hit("ResolveReprocess");
        @Nullable IngestionSettings settings = sources.get(source);
        if (settings == null) {
            throw notFound("source", source, sources);
        }
        return settings;
    }

    @Override
    public synchronized IngestionSettings resolveCertification(String source) {
        faults.hit("ResolveCertification");
        @Nullable IngestionSettings settings = sources.get(source);
        if (settings == null) {
            throw notFound("source", source, sources);
        }
        return settings;
    }

    @Override
    public synchronized ViewSettings resolveView(String view) {
        faults.hit("ResolveView");
        @Nullable ViewSettings settings = views.get(view);
        if (settings == null) {
            throw notFound("view", view, views);
        }
        return settings;
    }

    /** Knows a patch or fixer, as {@code patch/<name>} or {@code fixer/<name>}; PREVIOUS as {@code previous/}. */
    public synchronized void remedy(String name) {
        remedies.add(name);
    }

    @Override
    public synchronized String checkRemedy(RemedyRequest request) {
        faults.hit("CheckRemedy");
        String wanted = request.strategy().toLowerCase(Locale.ROOT) + "/" + request.name();
        return remedies.contains(wanted) ? "" : "no " + wanted + Nearest.hint(wanted, remedies);
    }

    private static DefinitionChange added(String kind, String name) {
        return new DefinitionChange(kind, name, "added", null, "v1", List.of(), List.of());
    }

    private static ApplicationFailure notFound(String kind, String name, Map<String, ?> known) {
        return ApplicationFailure.newNonRetryableFailure(
                "No %s %s%s".formatted(kind, name, Nearest.hint(name, known.keySet())), FailureTypes.NOT_FOUND);
    }
}
