package io.sluice.activities.registry;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.fixer.Fixers;
import io.sluice.activities.project.ProjectFolder;
import io.sluice.activities.table.PlanRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.lane.IncarnationRow;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.project.InvalidProjectException;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.registry.ApplyDefinitionsInput;
import io.sluice.workflows.registry.ApplyResult;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.registry.IngestionRequest;
import io.sluice.workflows.registry.IngestionSettings;
import io.sluice.workflows.registry.RegistryActivities;
import io.sluice.workflows.registry.RemedyRequest;
import io.sluice.workflows.registry.ViewSettings;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.iceberg.expressions.Expressions;

/** Registers definitions, and resolves what runs pin. */
public final class RegistryActivitiesImpl implements RegistryActivities {
    private static final int MOST_FINDINGS = 50;

    private final Registry registry;
    private final SystemTables tables;
    private final ProjectPlans plans;
    private final PlanDecisions decisions;
    private final Clock clock;
    private final Remedies remedies;
    private final Supplier<List<String>> searchAttributes;

    /**
     * Creates them.
     *
     * @param fixers what the workers have registered
     * @param searchAttributes asks the namespace which search attributes it has
     */
    public RegistryActivitiesImpl(
            Registry registry,
            SystemTables tables,
            ProjectPlans plans,
            PlanDecisions decisions,
            Clock clock,
            Fixers fixers,
            Supplier<List<String>> searchAttributes) {
        this.registry = requireNonNull(registry, "registry is null");
        this.tables = requireNonNull(tables, "tables is null");
        this.plans = requireNonNull(plans, "plans is null");
        this.decisions = requireNonNull(decisions, "decisions is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.remedies = new Remedies(tables, fixers);
        this.searchAttributes = requireNonNull(searchAttributes, "searchAttributes is null");
    }

    @Override
    public List<String> registeredSearchAttributes() {
        return searchAttributes.get();
    }

    @Override
    public ApplyResult applyDefinitions(ApplyDefinitionsInput input) {
        Application application = application(input.project());
        if (Boolean.TRUE.equals(input.dryRun())) {
            return application.result(false);
        }
        application.refusal(input.planHash()).ifPresent(sentence -> {
            throw ApplicationFailure.newNonRetryableFailure(sentence, FailureTypes.REFUSED);
        });
        PlanRow asked = application.toBeDecided(input, clock.instant()).orElse(null);
        if (asked != null && !decisions.approved(asked)) {
            decisions.keep(asked);
            return application.result(false);
        }
        // The key counts applies: of two at once only one is written, the other plans again on top of it.
        if (application.changesAnything()
                && !tables.definitions()
                        .append("apply/" + application.number(), application.rows(input, clock.instant()))) {
            return applyDefinitions(input);
        }
        return application.result(true);
    }

    @Override
    public IngestionSettings resolveIngestion(IngestionRequest input) {
        return resolution().ingestion(input);
    }

    @Override
    public String checkRemedy(RemedyRequest request) {
        return remedies.refusal(registry.load().project(), request);
    }

    @Override
    public IngestionSettings resolveReprocess(String source) {
        return resolution().reprocess(source);
    }

    @Override
    public IngestionSettings resolveCertification(String source) {
        Optional<DefinitionRef> begun = tables.incarnations().scan(Expressions.equal("source", source)).stream()
                .max(Comparator.comparingLong(IncarnationRow::epoch))
                .flatMap(row -> registry.find("source", source, row.version()));
        return resolution()
                .certification(
                        source,
                        begun,
                        ref -> registry.at(List.of(ref))
                                .project()
                                .source(source)
                                .orElseThrow());
    }

    @Override
    public ViewSettings resolveView(String view) {
        return resolution().view(view);
    }

    private Resolution resolution() {
        try {
            return new Resolution(registry.load());
        } catch (NothingRegisteredException e) {
            throw ApplicationFailure.newNonRetryableFailure(e.getMessage(), FailureTypes.NOT_FOUND);
        }
    }

    private Application application(String project) {
        Path folder = folder(project);
        try {
            return plans.application(folder, files(folder));
        } catch (InvalidProjectException e) {
            throw ApplicationFailure.newNonRetryableFailure(sentence(e), FailureTypes.BAD_DEFINITION);
        }
    }

    private static Path folder(String project) {
        try {
            return Path.of(project).toAbsolutePath().normalize();
        } catch (InvalidPathException e) {
            throw ApplicationFailure.newNonRetryableFailure("project: " + e.getMessage(), FailureTypes.INVALID_INPUT);
        }
    }

    private static List<DefinitionFile> files(Path folder) {
        try {
            return ProjectFolder.read(folder);
        } catch (IllegalArgumentException e) {
            throw ApplicationFailure.newNonRetryableFailure("project: " + e.getMessage(), FailureTypes.INVALID_INPUT);
        }
    }

    private static String sentence(InvalidProjectException invalid) {
        int count = invalid.findings().size();
        List<String> shown = invalid.findings().stream()
                .limit(MOST_FINDINGS)
                .map(Object::toString)
                .toList();
        return "The project has %d error%s:%n%s".formatted(count, count == 1 ? "" : "s", String.join("\n", shown));
    }
}
