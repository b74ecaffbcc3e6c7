package io.sluice.activities.ingest;

import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.concat;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.lpad;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;
import static org.apache.spark.sql.functions.when;

import io.sluice.activities.ingest.mend.Mending;
import io.sluice.activities.landing.LandingColumns;
import io.sluice.activities.typing.EventIds;
import io.sluice.activities.typing.Typing;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.SystemColumns;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/** Landed rows with their declared types, event time, event id and content hash. */
public final class TypedRows {
    private final Source source;
    private final String location;
    private final Mending mending;

    public TypedRows(Source source, String location, Mending mending) {
        this.source = source;
        this.location = location;
        this.mending = mending;
    }

    /** The declared columns, then those of {@link StagingColumns} that belong to the row alone. */
    public Dataset<Row> of(Dataset<Row> landed) {
        StructType received = received(landed.schema());
        List<Column> selected = new ArrayList<>();
        source.schema()
                .forEach(column -> selected.add(Typing.typed(received, column).as(column.name())));
        selected.add(unfit(received).as(StagingColumns.UNFIT));
        selected.add(struct(columns(received)).as(StagingColumns.RECEIVED));
        Stream.of(LandingColumns.CORRUPT, LandingColumns.FILE, LandingColumns.POSITION, LandingColumns.DELIVERY)
                .map(name -> col(name))
                .forEach(selected::add);
        Dataset<Row> typed = mending.of(landed.select(selected.toArray(Column[]::new)), source);
        return typed.withColumn(
                        SystemColumns.EVENT_TIME,
                        Typing.cut(Typing.quoted(source.eventTime()).cast(DataTypes.TimestampType)))
                .withColumn(StagingColumns.CONTENT, content(source))
                .withColumn(SystemColumns.EVENT_ID, eventId(landed));
    }

    /** The content hash of typed rows. */
    public static Column content(Source source) {
        return udf(EventIds.content(source.schema()), DataTypes.StringType).apply(declared(source.schema()));
    }

    private Column eventId(Dataset<Row> landed) {
        return switch (source.eventId().kind()) {
            case CONTENT -> col(StagingColumns.CONTENT);
            case COLUMNS -> {
                List<io.sluice.definitions.model.Column> columns = idColumns(source.eventId());
                if (columns.size() == 1 && EventIds.isItsText(columns.get(0))) {
                    yield EventIds.text(Typing.quoted(columns.get(0).name()));
                }
                yield udf(EventIds.columns(columns), DataTypes.StringType).apply(declared(columns));
            }
            case POSITION -> position(landed);
        };
    }

    private List<io.sluice.definitions.model.Column> idColumns(EventId eventId) {
        return eventId.columns().stream()
                .map(name -> source.column(name).orElseThrow())
                .toList();
    }

    /** The file's name and the row's place in it, padded with zeros. */
    private Column position(Dataset<Row> landed) {
        Column place = lit(null).cast(DataTypes.StringType);
        for (Map.Entry<Delivered, Set<String>> delivery : files(landed).entrySet()) {
            FilePlaces places = new FilePlaces(location, delivery.getKey().partition());
            Column same = col(LandingColumns.DELIVERY).equalTo(delivery.getKey().delivery());
            for (Map.Entry<String, String> file :
                    places.names(List.copyOf(delivery.getValue())).entrySet()) {
                place = when(same.and(col(LandingColumns.FILE).equalTo(file.getKey())), file.getValue())
                        .otherwise(place);
            }
        }
        return concat(place, lit("/"), lpad(col(LandingColumns.POSITION).cast("string"), 19, "0"));
    }

    /** The files of each delivery, in order. */
    private static Map<Delivered, Set<String>> files(Dataset<Row> landed) {
        Map<Delivered, Set<String>> files = new LinkedHashMap<>();
        for (Row row : landed.select(LandingColumns.PARTITION, LandingColumns.DELIVERY, LandingColumns.FILE)
                .distinct()
                .collectAsList()) {
            files.computeIfAbsent(new Delivered(row.getString(0), row.getString(1)), delivery -> new TreeSet<>())
                    .add(row.getString(2));
        }
        return files;
    }

    private record Delivered(String partition, String delivery) {}

    private Column unfit(StructType received) {
        Column[] unfit = source.schema().stream()
                .filter(column -> !Typing.isReceivedAs(received, column))
                .map(column -> when(Typing.unfit(received, column), column.name()))
                .toArray(Column[]::new);
        return (unfit.length == 0 ? array() : array_compact(array(unfit))).cast("array<string>");
    }

    private static Column declared(List<io.sluice.definitions.model.Column> columns) {
        return struct(
                columns.stream().map(column -> Typing.quoted(column.name())).toArray(Column[]::new));
    }

    private static StructType received(StructType landed) {
        StructType received = new StructType();
        for (StructField field : landed.fields()) {
            if (!LandingColumns.ALL.contains(field.name())) {
                received = received.add(field);
            }
        }
        return received;
    }

    private static Column[] columns(StructType received) {
        // The corrupt record is part of what was received; a struct also needs at least one field.
        return Stream.concat(
                        Stream.of(received.fieldNames()).map(Typing::quoted), Stream.of(col(LandingColumns.CORRUPT)))
                .toArray(Column[]::new);
    }
}
