package io.sluice.activities.registry;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.project.ProjectFolder;
import io.sluice.activities.release.certified.CertifiedRuns;
import io.sluice.activities.table.DefinitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.project.InvalidProjectException;
import io.sluice.definitions.reading.ProjectParser;
import io.sluice.definitions.registry.Registered;
import io.sluice.definitions.registry.Registered.Earlier;
import io.sluice.definitions.registry.RegistryPlan;
import io.sluice.definitions.registry.form.CanonicalForms;
import io.sluice.definitions.registry.form.DefinitionForm;
import io.sluice.quality.expectation.ExpectationCatalogue;
import io.sluice.workflows.registry.ApplyResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Plans what applying a project folder would do to what is registered. Reads only. */
public final class ProjectPlans {
    private static final DefinitionFile NO_FILE = new DefinitionFile("", "");

    private final Registry registry;
    private final ServedThings served;
    private final ExpressionCompiler compiler;

    public ProjectPlans(Registry registry, SystemTables tables, CertifiedRuns runs, ExpressionCompiler compiler) {
        this.registry = requireNonNull(registry, "registry is null");
        this.served = new ServedThings(tables, runs);
        this.compiler = requireNonNull(compiler, "compiler is null");
    }

    /**
     * The plan; against an empty registry everything is added.
     *
     * @throws IllegalArgumentException with a sentence when the folder is no project
     * @throws InvalidProjectException with every error of the project
     */
    public ApplyResult plan(Path folder) {
        return application(folder, ProjectFolder.read(folder)).result(false);
    }

    Application application(Path folder, List<DefinitionFile> files) {
        Path absolute = folder.toAbsolutePath().normalize();
        Project project = ProjectParser.parse(files, compiler, ExpectationCatalogue::problems);
        RegistryHistory history = registry.history();
        Project before = history.isEmpty()
                ? null
                : registry.parse(history.at(history.newest())).project();
        Map<String, DefinitionFile> named = DefinitionNames.of(files);
        return new Application(
                project.name(),
                absolute.toString(),
                named,
                history,
                RegistryPlan.of(
                        project,
                        placed(named, project, absolute.toString()),
                        history.definitions().stream()
                                .map(row -> known(history, row, before, named))
                                .toList(),
                        served.facts(before)));
    }

    /** The file of the project itself is where its folder is. */
    private static Map<String, DefinitionFile> placed(
            Map<String, DefinitionFile> files, Project project, String folder) {
        Map<String, DefinitionFile> placed = new TreeMap<>(files);
        placed.computeIfPresent(
                RegistryPlan.key(RegisteredProject.KIND, project.name()),
                (key, file) -> new DefinitionFile(place(RegisteredProject.KIND, folder, file.path()), file.text()));
        return placed;
    }

    private static String place(String kind, String folder, String path) {
        return kind.equals(RegisteredProject.KIND) ? folder + "/" + path : path;
    }

    private Registered known(
            RegistryHistory history, DefinitionRow row, @Nullable Project before, Map<String, DefinitionFile> files) {
        boolean retired = row.state().equals(DefinitionRow.RETIRED);
        String applied = files.getOrDefault(RegistryPlan.key(row.kind(), row.name()), NO_FILE)
                .text();
        boolean rewritten = !retired && !applied.equals(row.text());
        return new Registered(
                row.kind(),
                row.name(),
                row.version(),
                row.fingerprint(),
                place(row.kind(), row.folder(), row.path()),
                row.text(),
                retired || before == null ? DefinitionForm.unknown() : form(before, row),
                retired ? Registered.State.RETIRED : Registered.State.ACTIVE,
                history.of(row.kind(), row.name()).stream()
                        .map(earlier -> new Earlier(
                                earlier.version(),
                                earlier.fingerprint(),
                                earlier.text(),
                                earlier.appliedBy() + " at " + earlier.appliedAt(),
                                rewritten ? formThen(history, earlier) : DefinitionForm.unknown()))
                        .toList());
    }

    /** Its fields as they were; unknown when this build cannot read the project of that time any more. */
    private DefinitionForm formThen(RegistryHistory history, DefinitionRow row) {
        try {
            return form(registry.parse(history.at(row.apply())).project(), row);
        } catch (InvalidProjectException | NoSuchElementException e) {
            return DefinitionForm.unknown();
        }
    }

    private static DefinitionForm form(Project project, DefinitionRow row) {
        return CanonicalForms.form(project, row.kind(), row.name());
    }
}
