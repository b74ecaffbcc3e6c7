package io.sluice.definitions.reading.remedy;

import io.sluice.definitions.expression.ExpressionException;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.Patch;
import io.sluice.definitions.name.Nearest;
import io.sluice.definitions.reading.Draft;
import io.sluice.definitions.reading.Scope;
import io.sluice.definitions.yaml.Fields;
import io.sluice.definitions.yaml.Text;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a patch and compiles what each column becomes, as filters and values are compiled. Source: contract §2. */
public final class PatchReader {
    private final Scope scope;
    private final Fields fields;

    private PatchReader(Draft draft, Scope scope) {
        this.scope = scope;
        this.fields = draft.fields();
    }

    public static Patch read(Draft draft, Scope scope) {
        return new PatchReader(draft, scope).patch(draft.name().value());
    }

    private Patch patch(String name) {
        Optional<Text> source = fields.required("source");
        source.ifPresent(text -> scope.mustDeclare("source", text));
        Optional<Text> sql = fields.required("sql");
        Map<String, String> columns = sql.map(
                        text -> columns(text, source.flatMap(named -> scope.source(named.value()))))
                .orElseGet(LinkedHashMap::new);
        Patch patch = new Patch(
                name,
                source.map(Text::value).orElse(""),
                sql.map(Text::value).orElse(""),
                columns,
                reviewers(),
                fields.string("description"),
                scope.owner(fields));
        fields.finish();
        return patch;
    }

    private List<String> reviewers() {
        if (!fields.isList("reviewed_by")) {
            return fields.required("reviewed_by").map(Text::value).stream().toList();
        }
        List<String> people = fields.strings("reviewed_by");
        if (people.isEmpty()) {
            fields.wrong("reviewed_by", "reviewed_by of " + fields.owner() + " names nobody");
        }
        return people;
    }

    private Map<String, String> columns(Text sql, Optional<Source> source) {
        Map<String, String> columns = new LinkedHashMap<>();
        try {
            for (PatchSelect.Item item : PatchSelect.parse(sql.value())) {
                source.ifPresent(found -> check(sql, item, found));
                if (columns.put(item.column(), item.expression()) != null) {
                    wrong(sql, item.columnAt(), "column " + item.column() + " is written twice");
                }
            }
        } catch (ExpressionException wrong) {
            wrong(sql, wrong.position(), String.valueOf(wrong.getMessage()));
        }
        return columns;
    }

    private void check(Text sql, PatchSelect.Item item, Source source) {
        Optional<Column> column = source.column(item.column());
        if (column.isEmpty()) {
            List<String> names = source.schema().stream().map(Column::name).toList();
            String hint = Nearest.hint(item.column(), names);
            wrong(
                    sql,
                    item.columnAt(),
                    "source " + source.name() + " has no column " + item.column()
                            + (hint.isEmpty() ? "; its columns are " + String.join(", ", names) : hint));
            return;
        }
        try {
            DataType type =
                    scope.compiler().compile(item.expression(), source.schema()).type();
            if (!type.equals(column.get().type())) {
                wrong(
                        sql,
                        item.expressionAt(),
                        "column %s is %s, but this gives %s: write CAST(… AS %s)"
                                .formatted(
                                        item.column(),
                                        column.get().type(),
                                        type,
                                        column.get().type()));
            }
        } catch (ExpressionException wrong) {
            wrong(
                    sql,
                    wrong.position() < 0 ? -1 : item.expressionAt() + wrong.position(),
                    String.valueOf(wrong.getMessage()));
        }
    }

    private void wrong(Text sql, int position, String sentence) {
        scope.findings().add(sql.at(position), sentence);
    }
}
