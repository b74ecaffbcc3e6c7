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
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

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
     * The pinned definitions at their versions, everything else at its newest.
     *
     * @throws NothingRegisteredException when no project was applied yet
     */
    public RegisteredProject at(Collection<DefinitionRef> pins) {
        List<DefinitionRow> rows = tables.definitions().scan();
        if (rows.isEmpty()) {
            throw new NothingRegisteredException();
        }
        Map<String, DefinitionRow> chosen = newest(rows);
        pins.forEach(pin -> chosen.put(key(pin.kind(), pin.name()), pinned(rows, pin)));
        return parse(List.copyOf(chosen.values()));
    }

    /** The newest row of each definition, in order of kind and name. */
    Map<String, DefinitionRow> newest() {
        return newest(tables.definitions().scan());
    }

    static String key(String kind, String name) {
        return kind + "/" + name;
    }

    private static Map<String, DefinitionRow> newest(List<DefinitionRow> rows) {
        return rows.stream()
                .sorted(Comparator.comparing((DefinitionRow row) -> key(row.kind(), row.name())))
                .collect(Collectors.toMap(
                        row -> key(row.kind(), row.name()),
                        row -> row,
                        (one, other) -> one.apply() >= other.apply() ? one : other,
                        LinkedHashMap::new));
    }

    private static DefinitionRow pinned(List<DefinitionRow> rows, DefinitionRef pin) {
        return rows.stream()
                .filter(row -> row.kind().equals(pin.kind())
                        && row.name().equals(pin.name())
                        && row.version().equals(pin.version()))
                .max(Comparator.comparingLong(DefinitionRow::apply))
                .orElseThrow(() -> new IllegalStateException(
                        "Missing definition: " + key(pin.kind(), pin.name()) + " at " + pin.version()));
    }

    private synchronized RegisteredProject parse(List<DefinitionRow> rows) {
        return parsed.computeIfAbsent(rows, this::parseNew);
    }

    private RegisteredProject parseNew(List<DefinitionRow> rows) {
        Project project = ProjectParser.parse(
                rows.stream()
                        .map(row -> new DefinitionFile(row.path(), row.text()))
                        .toList(),
                compiler);
        List<DefinitionRef> refs = rows.stream()
                .map(row -> new DefinitionRef(row.kind(), row.name(), row.version(), row.fingerprint()))
                .toList();
        return new RegisteredProject(project, refs, rows.get(0).folder());
    }
}
