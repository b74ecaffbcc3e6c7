package io.sluice.activities.registry;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.table.DefinitionRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.reading.ProjectParser;
import io.sluice.workflows.registry.DefinitionRef;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads registered definitions: their texts are kept, and a project is rebuilt by parsing them again. Safe for use by several
 * threads; remembers what it parsed, since texts at a version never change.
 */
public final class Registry {
    private static final int REMEMBERED = 32;

    private final SystemTables tables;
    private final ExpressionCompiler compiler;
    private final Map<List<DefinitionRow>, RegisteredProject> parsed = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<DefinitionRow>, RegisteredProject> eldest) {
            return size() > REMEMBERED;
        }
    };

    public Registry(SystemTables tables, ExpressionCompiler compiler) {
        this.tables = requireNonNull(tables, "tables is null");
        this.compiler = requireNonNull(compiler, "compiler is null");
    }

    /**
     * Everything at its newest version.
     *
     * @throws NothingRegisteredException when no project was applied yet
     */
    public RegisteredProject load() {
        return at(List.of());
    }

    /**
     * The whole project as it stood when the pinned definitions were last at their versions.
     *
     * @throws NothingRegisteredException when no project was applied yet
     */
    public RegisteredProject at(Collection<DefinitionRef> pins) {
        RegistryHistory history = history();
        if (history.isEmpty()) {
            throw new NothingRegisteredException();
        }
        RegisteredProject project = parse(history.at(history.at(pins)));
        pins.stream()
                .filter(pin -> project.find(pin.kind(), pin.name())
                        .filter(found -> found.version().equals(pin.version()))
                        .isEmpty())
                .findFirst()
                .ifPresent(pin -> {
                    throw new IllegalStateException("Definitions were never registered together: " + pins);
                });
        return project;
    }

    /** A version of a definition, whether it is the newest or not; empty when it was never registered. */
    public Optional<DefinitionRef> find(String kind, String name, String version) {
        return history().of(kind, name).stream()
                .filter(row -> row.version().equals(version) && row.state().equals(DefinitionRow.ACTIVE))
                .reduce((first, second) -> second)
                .map(row -> new DefinitionRef(kind, name, row.version(), row.fingerprint()));
    }

    /** Every row as it is now. */
    RegistryHistory history() {
        return new RegistryHistory(tables.definitions().scan());
    }

    static String key(String kind, String name) {
        return kind + "/" + name;
    }

    /** The project that rows declare, one row for each definition. */
    synchronized RegisteredProject parse(List<DefinitionRow> rows) {
        return parsed.computeIfAbsent(rows, this::parseNew);
    }

    private RegisteredProject parseNew(List<DefinitionRow> rows) {
        Project project = ProjectParser.parse(
                rows.stream()
                        .filter(row -> !row.path().isEmpty())
                        .map(row -> new DefinitionFile(row.path(), row.text()))
                        .toList(),
                compiler);
        List<DefinitionRef> refs = rows.stream()
                .map(row -> new DefinitionRef(row.kind(), row.name(), row.version(), row.fingerprint()))
                .toList();
        String folder = rows.stream()
                .filter(row -> row.kind().equals(RegisteredProject.KIND))
                .map(DefinitionRow::folder)
                .findFirst()
                .orElseThrow();
        return new RegisteredProject(project, refs, folder);
    }
}
