package io.sluice.activities.ingest.mend;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.udf;

import io.sluice.activities.fixer.Fixer;
import io.sluice.activities.ingest.StagingColumns;
import io.sluice.activities.spark.SparkTypes;
import io.sluice.activities.typing.Typing;
import io.sluice.definitions.model.Source;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** A fixer over typed rows and what was received for them. */
record FixerMend(String name, Fixer fixer) implements Mend {
    private static final String FIXED = "_fixed";

    @Override
    public List<String> touches() {
        return fixer.touches().stream().sorted().toList();
    }

    @Override
    public Dataset<Row> of(Dataset<Row> typed, Source source) {
        List<io.sluice.definitions.model.Column> touched = source.schema().stream()
                .filter(column -> fixer.touches().contains(column.name()))
                .toList();
        StructType received =
                (StructType) typed.schema().apply(StagingColumns.RECEIVED).dataType();
        Dataset<Row> rows = typed.withColumn(
                FIXED,
                udf(new FixerFunction(fixer, source.schema(), touched, List.of(received.fieldNames())), result(touched))
                        .apply(values(source), struct(texts(received))));
        for (io.sluice.definitions.model.Column column : touched) {
            rows = rows.withColumn(column.name(), col(FIXED).getField(column.name()));
        }
        return rows.drop(FIXED);
    }

    private static StructType result(List<io.sluice.definitions.model.Column> touched) {
        StructType result = new StructType();
        for (io.sluice.definitions.model.Column column : touched) {
            result = result.add(column.name(), SparkTypes.of(column.type()));
        }
        return result;
    }

    private static Column values(Source source) {
        return struct(source.schema().stream()
                .map(column -> Typing.quoted(column.name()))
                .toArray(Column[]::new));
    }

    private static Column[] texts(StructType received) {
        List<Column> texts = new ArrayList<>();
        for (StructField field : received.fields()) {
            Column value = col(StagingColumns.RECEIVED).getField(field.name());
            boolean nested = field.dataType() instanceof StructType
                    || field.dataType() instanceof ArrayType
                    || field.dataType() instanceof MapType;
            texts.add((nested ? to_json(value) : value.cast(DataTypes.StringType)).as(field.name()));
        }
        return texts.toArray(Column[]::new);
    }

    @Override
    public String text() {
        return "fixer " + name + " " + fixer.getClass().getName();
    }
}
