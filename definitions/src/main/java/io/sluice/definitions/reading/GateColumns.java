package io.sluice.definitions.reading;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Entity;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.View;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.ExpectationTypes;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.definitions.name.Nearest;
import io.sluice.definitions.reading.expectation.ExpectationCheck;
import io.sluice.definitions.yaml.Fields;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Checks that expectations fit what their gate guards: its columns, and that it has a stream where they are about one. */
public final class GateColumns {
    private static final List<String> ONE = List.of("column", "column_A", "column_B");
    private static final List<String> MANY = List.of("column_list", "column_set");

    /** These are about which columns there are. */
    private static final List<String> FREE = List.of("expect_column_to_exist", "expect_table_columns_to_match_set");

    private final Scope scope;
    private final ExpectationCheck check;

    private GateColumns(Scope scope, ExpectationCheck check) {
        this.scope = scope;
        this.check = check;
    }

    /**
     * What expectations guard.
     *
     * @param kind source or view
     * @param gate null: the expectations are its own
     * @param streams whether it has a stream: only there is a flow to be judged
     * @param columns without those whose type is not known, because of an error elsewhere
     * @param names of all columns
     */
    private record Guarded(
            String kind,
            String name,
            boolean streams,
            @Nullable String gate,
            List<Expectation> own,
            List<Column> columns,
            List<String> names) {}

    /**
     * Reports every column that a guarded source or view does not have, arguments that do not fit the others, and expectations
     * about streams where there is none.
     *
     * @param types of features, without those that have none because of an error
     */
    public static void check(
            Scope scope, ExpectationCheck check, List<Source> sources, List<View> views, Map<String, DataType> types) {
        GateColumns columns = new GateColumns(scope, check);
        for (Source source : sources) {
            List<String> names = source.schema().stream().map(Column::name).toList();
            columns.check(new Guarded(
                    "source",
                    source.name(),
                    source.stream() != null,
                    source.gate(),
                    source.expectations(),
                    source.schema(),
                    names));
        }
        views.forEach(view -> columns.check(columns.guarded(view, types)));
    }

    /** The columns of a view's table, in their order. */
    private Guarded guarded(View view, Map<String, DataType> types) {
        List<Column> columns = new ArrayList<>(List.of(new Column("day", DataType.DATE)));
        scope.entity(view.entity()).map(Entity::keys).ifPresent(columns::addAll);
        columns.add(new Column("feature_timestamp", DataType.TIMESTAMP));
        columns.add(new Column("carry", DataType.BOOLEAN));
        List<String> untyped = new ArrayList<>();
        for (String feature : view.features()) {
            if (types.containsKey(feature)) {
                columns.add(new Column(feature, types.get(feature)));
            } else {
                untyped.add(feature);
            }
            columns.add(new Column(feature + "__ts", DataType.TIMESTAMP));
            columns.add(new Column(feature + "__until", DataType.TIMESTAMP));
        }
        List<String> names = new ArrayList<>(untyped);
        columns.forEach(column -> names.add(column.name()));
        return new Guarded("view", view.name(), false, view.gate(), List.of(), columns, names);
    }

    private void check(Guarded guarded) {
        String gate = guarded.gate();
        if (guarded.names().isEmpty()) {
            return;
        }
        List<Expectation> expectations = gate == null
                ? guarded.own()
                : scope.gate(gate).map(Gate::expectations).orElse(List.of());
        scope.drafts().of(gate == null ? guarded.kind() : "gate").stream()
                .filter(draft -> draft.name().value().equals(gate == null ? guarded.name() : gate))
                .forEach(draft -> {
                    List<Fields> items = GateReader.expectations(draft, scope);
                    for (int i = 0; i < Math.min(expectations.size(), items.size()); i++) {
                        check(guarded, expectations.get(i), items.get(i));
                    }
                });
    }

    /** Columns that do not exist are reported as such, and nothing else about the expectation then. */
    private void check(Guarded guarded, Expectation expectation, Fields item) {
        if (ExpectationTypes.isAboutStreams(expectation.type()) && !guarded.streams()) {
            item.wrong(
                    "type",
                    "%s is about the flow of a stream, and %s %s has none: it would never fail; take it out, or put it into the gate of a source with a stream"
                            .formatted(expectation.type(), guarded.kind(), guarded.name()));
            return;
        }
        Set<String> named = FREE.contains(expectation.type()) ? new LinkedHashSet<>() : named(expectation);
        named.forEach(column -> checkColumn(guarded.kind() + " " + guarded.name(), item, column, guarded.names()));
        boolean placed = guarded.columns().stream()
                .map(Column::name)
                .collect(Collectors.toSet())
                .containsAll(named);
        boolean complete = guarded.columns().size() == guarded.names().size() || !named.isEmpty();
        if (placed && complete && ExpectationTypes.ALL.contains(expectation.type())) {
            check.problems(expectation, guarded.columns())
                    .forEach(problem -> item.wrong("kwargs", expectation.type() + ": " + problem));
        }
    }

    private static void checkColumn(String guarded, Fields item, String column, List<String> columns) {
        if (!columns.contains(column)) {
            item.wrong("kwargs", guarded + " has no column " + column + Nearest.hint(column, columns));
        }
    }

    private static Set<String> named(Expectation expectation) {
        Set<String> named = new LinkedHashSet<>();
        for (String key : ONE) {
            if (expectation.kwargs().get(key) instanceof String column) {
                named.add(column);
            }
        }
        for (String key : MANY) {
            if (expectation.kwargs().get(key) instanceof List<?> list) {
                list.forEach(column -> named.add(String.valueOf(column)));
            }
        }
        return named;
    }
}
