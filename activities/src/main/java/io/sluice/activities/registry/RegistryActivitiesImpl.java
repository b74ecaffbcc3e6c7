package io.sluice.activities.registry;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.project.ProjectFolder;
import io.sluice.activities.table.DefinitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.project.InvalidProjectException;
import io.sluice.definitions.reading.ProjectParser;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.registry.ApplyDefinitionsInput;
import io.sluice.workflows.registry.ApplyResult;
import io.sluice.workflows.registry.IngestionRequest;
import io.sluice.workflows.registry.IngestionSettings;
import io.sluice.workflows.registry.RegistryActivities;
import io.sluice.workflows.registry.ViewSettings;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Registers definitions, and resolves what runs pin. */
public final class RegistryActivitiesImpl implements RegistryActivities {
    private static final int MOST_FINDINGS = 50;

    private final Registry registry;
    private final SystemTables tables;
    private final ExpressionCompiler compiler;
    private final Clock clock;
    private final Supplier<List<String>> searchAttributes;

    /**
     * Creates them.
     *
     * @param searchAttributes asks the namespace which search attributes it has
     */
    public RegistryActivitiesImpl(
            Registry registry,
            SystemTables tables,
            ExpressionCompiler compiler,
            Clock clock,
            Supplier<List<String>> searchAttributes) {
        this.registry = requireNonNull(registry, "registry is null");
        this.tables = requireNonNull(tables, "tables is null");
        this.compiler = requireNonNull(compiler, "compiler is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.searchAttributes = requireNonNull(searchAttributes, "searchAttributes is null");
    }

    @Override
    public List<String> registeredSearchAttributes() {
        return searchAttributes.get();
    }

    @Override
    public ApplyResult applyDefinitions(ApplyDefinitionsInput input) {
        Path folder = folder(input.project());
        List<DefinitionFile> files = files(folder);
        // First the rows, then the project: what somebody adds in between is in the project only, which does no harm.
        Map<String, DefinitionRow> registered = registry.newest();
        Project before = registered.isEmpty() ? null : registry.load().project();
        Application application = new Application(parse(files), files, folder.toString(), registered, before);
        if (Boolean.TRUE.equals(input.dryRun())) {
            return application.result(false);
        }
        application.refusal().ifPresent(sentence -> {
            throw ApplicationFailure.newNonRetryableFailure(sentence, FailureTypes.REFUSED);
        });
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

    private Project parse(List<DefinitionFile> files) {
        try {
            return ProjectParser.parse(files, compiler);
        } catch (InvalidProjectException e) {
            String shown = String.join(
                    "\n",
                    e.findings().stream()
                            .limit(MOST_FINDINGS)
                            .map(Object::toString)
                            .toList());
            throw ApplicationFailure.newNonRetryableFailure(
                    "The project has %d error%s:%n%s"
                            .formatted(e.findings().size(), e.findings().size() == 1 ? "" : "s", shown),
                    FailureTypes.BAD_DEFINITION);
        }
    }
}
