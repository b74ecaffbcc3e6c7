package io.sluice.definitions.reading;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.Entity;
import io.sluice.definitions.model.Expectation;
import io.sluice.definitions.model.ExpectationTypes;
import io.sluice.definitions.model.Gate;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.View;
import io.sluice.definitions.name.Nearest;
import io.sluice.definitions.yaml.Fields;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks that the columns an expectation names exist in what its gate guards. */
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

    /** Reports every column that a guarded source or view does not have. */
    public static void check(Scope scope, ExpectationCheck check, List<Source> sources, List<View> views) {
        GateColumns columns = new GateColumns(scope, check);
        for (Source source : sources) {
            List<String> names = source.schema().stream().map(Column::name).toList();
            columns.check("source", source.name(), source.gate(), source.expectations(), names);
            columns.checkArguments(source);
        }
        for (View view : views) {
            columns.check("view", view.name(), view.gate(), List.of(), columns.of(view));
        }
    }

    private List<String> of(View view) {
        List<String> names = new ArrayList<>(List.of("feature_timestamp", "carry", "day"));
        scope.entity(view.entity()).map(Entity::keys).orElse(List.of()).forEach(key -> names.add(key.name()));
        for (String feature : view.features()) {
            names.addAll(List.of(feature, feature + "__ts", feature + "__until"));
        }
        return names;
    }

    private void check(String kind, String name, @Nullable String gate, List<Expectation> own, List<String> columns) {
        if (columns.isEmpty()) {
            return;
        }
        String holder = gate == null ? name : gate;
        scope.drafts().of(gate == null ? kind : "gate").stream()
                .filter(draft -> draft.name().value().equals(holder))
                .forEach(draft -> check(
                        kind + " " + name,
                        gate == null ? own : scope.gate(gate).orElseThrow().expectations(),
                        GateReader.expectations(draft, scope),
                        columns));
    }

    private void check(String guarded, List<Expectation> expectations, List<Fields> items, List<String> columns) {
        for (int i = 0; i < Math.min(expectations.size(), items.size()); i++) {
            Expectation expectation = expectations.get(i);
            Fields item = items.get(i);
            if (!FREE.contains(expectation.type())) {
                for (String column : named(expectation)) {
                    checkColumn(guarded, item, column, columns);
                }
            }
        }
    }

    /** What is wrong with arguments; columns that do not exist are reported already. */
    private void checkArguments(Source source) {
        String gate = source.gate();
        List<Expectation> expectations = gate == null
                ? source.expectations()
                : scope.gate(gate).map(Gate::expectations).orElse(List.of());
        List<String> names = source.schema().stream().map(Column::name).toList();
        scope.drafts().of(gate == null ? "source" : "gate").stream()
                .filter(draft -> draft.name().value().equals(gate == null ? source.name() : gate))
                .forEach(draft -> {
                    List<Fields> items = GateReader.expectations(draft, scope);
                    for (int i = 0; i < Math.min(expectations.size(), items.size()); i++) {
                        checkArguments(expectations.get(i), items.get(i), source, names);
                    }
                });
    }

    private void checkArguments(Expectation expectation, Fields item, Source source, List<String> names) {
        boolean known = ExpectationTypes.ALL.contains(expectation.type());
        boolean placed = FREE.contains(expectation.type()) || names.containsAll(named(expectation));
        if (known && placed) {
            check.problems(expectation, source.schema())
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
