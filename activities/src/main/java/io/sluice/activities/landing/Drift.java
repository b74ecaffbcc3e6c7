package io.sluice.activities.landing;

import io.sluice.activities.reader.Received;
import io.sluice.activities.reader.ReceivedType;
import io.sluice.activities.spark.SparkTypes;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;

/**
 * How received columns differ from the declared ones.
 *
 * @param missing declared, in no file or not in every file
 * @param retyped received with a type that cannot become the declared one
 * @param added received, not declared
 */
record Drift(List<String> missing, List<String> retyped, List<String> added) {
    static Drift of(Source source, List<Received> groups) {
        Set<String> missing = new LinkedHashSet<>();
        Set<String> retyped = new LinkedHashSet<>();
        for (Column declared : source.schema()) {
            for (Received group : groups) {
                Optional<StructField> found = find(group, declared.name());
                if (found.isEmpty()) {
                    missing.add(declared.name());
                } else {
                    retyped(declared, group, found.get()).ifPresent(retyped::add);
                }
            }
        }
        return new Drift(List.copyOf(missing), List.copyOf(retyped), added(source, groups));
    }

    private static List<String> added(Source source, List<Received> groups) {
        Set<String> declared = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        source.schema().forEach(column -> declared.add(column.name()));
        Set<String> added = new LinkedHashSet<>();
        for (Received group : groups) {
            for (String name : group.columns().fieldNames()) {
                if (!declared.contains(name)) {
                    added.add(name);
                }
            }
        }
        return new ArrayList<>(added);
    }

    private static Optional<StructField> find(Received group, String name) {
        for (StructField field : group.columns().fields()) {
            if (field.name().equalsIgnoreCase(name)) {
                return Optional.of(field);
            }
        }
        return Optional.empty();
    }

    private static Optional<String> retyped(Column declared, Received group, StructField found) {
        if (!group.typed()) {
            return Optional.empty();
        }
        Optional<DataType> received =
                group.nanos().contains(found.name()) ? Optional.of(DataTypes.TimestampType) : ReceivedType.of(found);
        return received.filter(type -> !becomes(type, SparkTypes.of(declared.type())))
                .map(type -> declared.name() + ": " + type.simpleString() + ", " + declared.type());
    }

    /** Whether the type as such can become the other; single values that do not fit are quarantined row by row. */
    private static boolean becomes(DataType received, DataType declared) {
        if (received.sameType(declared) || declared.equals(DataTypes.StringType)) {
            return !nested(received) || received.sameType(declared);
        }
        if (declared.equals(DataTypes.TimestampType)) {
            return received.equals(DataTypes.TimestampNTZType) || received.equals(DataTypes.DateType);
        }
        if (received instanceof ArrayType from && declared instanceof ArrayType to) {
            return becomes(from.elementType(), to.elementType());
        }
        return received instanceof NumericType && declared instanceof NumericType;
    }

    private static boolean nested(DataType type) {
        return type instanceof StructType || type instanceof ArrayType;
    }
}
