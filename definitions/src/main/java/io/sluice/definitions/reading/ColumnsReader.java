package io.sluice.definitions.reading;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.yaml.Fields;
import io.sluice.definitions.yaml.Findings;
import io.sluice.definitions.yaml.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** Columns with their types: a source's schema, an entity's keys. */
final class ColumnsReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,199}");

    private ColumnsReader() {}

    static List<Column> read(Fields fields, Findings findings) {
        List<Column> columns = new ArrayList<>();
        for (Fields.Pair pair : fields.pairs()) {
            checkName(pair.key(), columns, findings);
            try {
                columns.add(new Column(
                        pair.key().value(), DataType.parse(pair.value().value())));
            } catch (IllegalArgumentException wrong) {
                findings.add(pair.value().place(), String.valueOf(wrong.getMessage()));
                columns.add(new Column(pair.key().value(), DataType.STRING));
            }
        }
        if (columns.isEmpty()) {
            findings.add(fields.place(), fields.owner() + " needs at least one column");
        }
        return columns;
    }

    private static void checkName(Text name, List<Column> before, Findings findings) {
        if (!NAME.matcher(name.value()).matches()) {
            findings.add(
                    name.place(),
                    "a column's name has ASCII letters, digits and underscores and begins with a letter, not "
                            + name.value());
        }
        before.stream()
                .filter(column -> column.name().equalsIgnoreCase(name.value())
                        && !column.name().equals(name.value()))
                .findFirst()
                .ifPresent(column -> findings.add(
                        name.place(), "column " + name.value() + " differs only in case from " + column.name()));
    }
}
