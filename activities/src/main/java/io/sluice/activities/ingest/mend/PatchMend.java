package io.sluice.activities.ingest.mend;

import io.sluice.activities.expression.SparkExpressions;
import io.sluice.activities.typing.Typing;
import io.sluice.definitions.model.DataType.Kind;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.Patch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** A reviewed SQL patch, evaluated by the same code as filters and values. */
record PatchMend(Patch patch) implements Mend {
    @Override
    public List<String> touches() {
        return List.copyOf(patch.columns().keySet());
    }

    @Override
    public Dataset<Row> of(Dataset<Row> typed, Source source) {
        SparkExpressions expressions = new SparkExpressions();
        Map<String, Column> columns = new LinkedHashMap<>();
        patch.columns().forEach((name, expression) -> {
            Column column = expressions.column(expression, source.schema());
            boolean instant = source.column(name).orElseThrow().type().kind() == Kind.TIMESTAMP;
            columns.put(name, instant ? Typing.cut(column) : column);
        });
        // All at once: each sees the row as it was before.
        return typed.withColumns(columns);
    }

    @Override
    public String text() {
        return "patch " + patch.name() + " " + patch.columns();
    }
}
