package io.sluice.activities.training.labels;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.sha2;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.unix_millis;
import static org.apache.spark.sql.functions.when;

import io.sluice.activities.lake.IcebergTypes;
import io.sluice.activities.spark.SparkTypes;
import io.sluice.activities.typing.Typing;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Entity;
import io.sluice.definitions.name.Nearest;
import io.sluice.workflows.training.LabelsInput;
import io.sluice.workflows.training.TrainingPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.iceberg.spark.SparkSchemaUtil;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.types.ByteType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.DateType;
import org.apache.spark.sql.types.FloatType;
import org.apache.spark.sql.types.IntegerType;
import org.apache.spark.sql.types.LongType;
import org.apache.spark.sql.types.ShortType;
import org.apache.spark.sql.types.StringType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.sql.types.TimestampNTZType;
import org.apache.spark.sql.types.TimestampType;
import org.jspecify.annotations.Nullable;

/**
 * Labels, typed: {@link #ROW_ID}, the label columns, then {@link #INSTANT} and the keys of every entity under {@link #key}. What
 * did not fit is NULL and counted by {@link LabelChecks}.
 *
 * @param columns of the training set that come from the labels, {@link #ROW_ID} first
 * @param faults what must not be: a sentence for each column that is true where it is
 * @param origin see {@link RawLabels}
 */
public record Labels(Dataset<Row> rows, List<Column> columns, Map<String, String> faults, List<String> origin) {
    /** Names a row of a training set. */
    public static final String ROW_ID = "row_id";

    /** The instant up to which a label may see, epoch milliseconds. */
    public static final String INSTANT = "_instant";

    private static final String FAULT = "_fault";

    /** A date comes first: of a time alone Spark would make an instant of today. */
    private static final String DATED = "^\\s*[+-]?\\d{4,7}-\\d{1,2}-\\d{1,2}.*";

    /** The column of a part of the key of an entity. */
    public static String key(int entity, int part) {
        return "_e" + entity + "_" + part;
    }

    /**
     * Reads labels.
     *
     * @param entities whose keys the views need, each once
     * @param folder against which a relative path is resolved
     * @throws io.temporal.failure.ApplicationFailure InvalidInput when columns do not fit
     */
    public static Labels read(SparkSession session, TrainingPlan plan, List<Entity> entities, String folder) {
        String set = plan.request().name();
        return new Typer(set, plan.request().labels(), entities)
                .typed(new LabelReader(session, set).read(plan, folder));
    }

    private record Typer(String set, LabelsInput input, List<Entity> entities) {
        Labels typed(RawLabels raw) {
            StructType schema = raw.rows().schema();
            refuseNames(schema);
            KeyColumns keys = KeyColumns.parse(set, input.keys());
            keys.refuseUnused(entities);
            Map<String, String> faults = new LinkedHashMap<>();
            List<org.apache.spark.sql.Column> selected = new ArrayList<>();
            Map<String, org.apache.spark.sql.Column> typed = new LinkedHashMap<>();
            StructField timestamp = field(schema, input.timestamp(), "timestamp");
            org.apache.spark.sql.Column instant = timestamp(timestamp);
            typed.put(timestamp.name(), instant);
            fault(selected, faults, timestamp, instant, "are no instants such as 2026-06-28T10:05:00Z");
            List<org.apache.spark.sql.Column> internal = new ArrayList<>();
            internal.add(unix_millis(instant).as(INSTANT));
            for (int e = 0; e < entities.size(); e++) {
                List<String> names = keys.of(entities.get(e));
                for (int i = 0; i < names.size(); i++) {
                    Column key = entities.get(e).keys().get(i);
                    StructField field = field(schema, names.get(i), "keys");
                    org.apache.spark.sql.Column value = keyValue(field, key, raw.typed());
                    internal.add(value.as(key(e, i)));
                    typed.putIfAbsent(field.name(), value);
                    fault(selected, faults, field, value, "are no " + key.type() + ", which key " + key.name() + " is");
                }
            }
            List<Column> columns = new ArrayList<>(List.of(new Column(ROW_ID, DataType.STRING)));
            List<org.apache.spark.sql.Column> shown = new ArrayList<>();
            for (StructField field : schema.fields()) {
                if (!isRowId(field)) {
                    org.apache.spark.sql.Column value = typed.getOrDefault(field.name(), plain(field));
                    shown.add(value.as(field.name()));
                }
            }
            Dataset<Row> named = named(raw.rows(), schema);
            List<org.apache.spark.sql.Column> all = new ArrayList<>(List.of(col(ROW_ID)));
            all.addAll(shown);
            all.addAll(internal);
            all.addAll(selected);
            Dataset<Row> rows = named.select(all.toArray(org.apache.spark.sql.Column[]::new));
            StructType result = rows.schema();
            for (int i = 1; i <= shown.size(); i++) {
                columns.add(model(result.fields()[i]));
            }
            return new Labels(rows, columns, faults, raw.origin());
        }

        private void refuseNames(StructType schema) {
            TreeSet<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
            for (String name : schema.fieldNames()) {
                if (name.startsWith("_") || !seen.add(name)) {
                    throw LabelFault.input(
                            set, "rename column " + name + ": names that begin with _ or come twice are not taken");
                }
                if (name.equalsIgnoreCase(ROW_ID) && !name.equalsIgnoreCase(input.rowId())) {
                    throw LabelFault.input(
                            set, "there is a column row_id: write \"rowId\":\"row_id\", or give it another name");
                }
            }
        }

        private boolean isRowId(StructField field) {
            return field.name().equalsIgnoreCase(ROW_ID);
        }

        private StructField field(StructType schema, String name, String what) {
            for (StructField field : schema.fields()) {
                if (field.name().equals(name)) {
                    return field;
                }
            }
            List<String> names = List.of(schema.fieldNames());
            String hint = Nearest.hint(name, names);
            throw LabelFault.input(
                    set,
                    "field labels.%s names column %s, which the labels do not have%s The columns are %s"
                            .formatted(what, name, hint.isEmpty() ? "." : hint, String.join(", ", names)));
        }

        private void fault(
                List<org.apache.spark.sql.Column> selected,
                Map<String, String> faults,
                StructField field,
                org.apache.spark.sql.Column value,
                String sentence) {
            String name = FAULT + faults.size();
            selected.add(
                    Typing.quoted(field.name()).isNotNull().and(value.isNull()).as(name));
            faults.put(name, "values of column " + field.name() + " " + sentence);
        }

        private org.apache.spark.sql.Column timestamp(StructField field) {
            org.apache.spark.sql.Column column = Typing.quoted(field.name());
            if (field.dataType() instanceof StringType) {
                // An offset or zone in the text counts; without one it is UTC.
                return Typing.cut(when(column.rlike(DATED), Typing.timestamp(field)));
            }
            if (field.dataType() instanceof TimestampType
                    || field.dataType() instanceof TimestampNTZType
                    || field.dataType() instanceof DateType) {
                return Typing.cut(column.cast(DataTypes.TimestampType));
            }
            throw LabelFault.input(
                    set,
                    "the timestamp column %s is %s; expected timestamp, or text such as 2026-06-28T10:05:00+02:00"
                            .formatted(field.name(), field.dataType().sql()));
        }

        private org.apache.spark.sql.Column keyValue(StructField field, Column key, boolean hasTypes) {
            StructType schema = new StructType(new StructField[] {field});
            if (hasTypes && !fits(field.dataType(), SparkTypes.of(key.type()))) {
                throw LabelFault.input(
                        set,
                        "key column %s is %s, expected %s as entity keys have it; cast it where the labels are written"
                                .formatted(field.name(), field.dataType().sql(), key.type()));
            }
            return Typing.typed(schema, new Column(field.name(), key.type()));
        }

        /** The same type, or a whole number of fewer bytes. */
        private static boolean fits(
                org.apache.spark.sql.types.DataType given, org.apache.spark.sql.types.DataType wanted) {
            boolean small = given instanceof ByteType || given instanceof ShortType;
            return given.sameType(wanted)
                    || (wanted instanceof LongType && (small || given instanceof IntegerType))
                    || (wanted instanceof IntegerType && small);
        }

        /** Types that a training set does not have become those that hold the same values. */
        private static org.apache.spark.sql.Column plain(StructField field) {
            org.apache.spark.sql.Column column = Typing.quoted(field.name());
            if (field.dataType() instanceof ByteType || field.dataType() instanceof ShortType) {
                return column.cast(DataTypes.IntegerType);
            }
            if (field.dataType() instanceof FloatType) {
                return column.cast(DataTypes.DoubleType);
            }
            return field.dataType() instanceof TimestampNTZType ? column.cast(DataTypes.TimestampType) : column;
        }

        private Column model(StructField field) {
            try {
                return new Column(field.name(), IcebergTypes.from(SparkSchemaUtil.convert(field.dataType())));
            } catch (RuntimeException unknown) {
                throw LabelFault.input(
                        set,
                        "column %s is %s, which a training set cannot hold; leave it out"
                                .formatted(field.name(), field.dataType().sql()));
            }
        }

        /** Without a column for it, a row is named by its content; equal rows are told apart by a number. */
        private Dataset<Row> named(Dataset<Row> rows, StructType schema) {
            @Nullable String rowId = input.rowId();
            if (rowId != null) {
                StructField field = field(schema, rowId, "rowId");
                return rows.withColumn(ROW_ID, Typing.quoted(field.name()).cast(DataTypes.StringType));
            }
            org.apache.spark.sql.Column[] all =
                    Arrays.stream(schema.fieldNames()).map(Typing::quoted).toArray(org.apache.spark.sql.Column[]::new);
            org.apache.spark.sql.Column content = sha2(coalesce(to_json(struct(all)), lit("")), 256);
            Dataset<Row> hashed = rows.withColumn("_content", content);
            return hashed.withColumn(
                            "_copy",
                            row_number()
                                    .over(Window.partitionBy(col("_content")).orderBy(col("_content"))))
                    .withColumn(
                            ROW_ID,
                            when(col("_copy").equalTo(1), col("_content"))
                                    .otherwise(concat(col("_content"), lit("-"), col("_copy"))));
        }
    }
}
