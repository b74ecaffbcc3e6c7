package io.sluice.activities.reader;

import java.util.Optional;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.Metadata;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;

/** What a column of texts was where it came from, carried in the column's metadata, also through Parquet files. */
public final class ReceivedType {
    /** Nothing that could be compared with a declared type. */
    public static final String ANY = "any";

    private static final String KEY = "sluice.received-type";

    private ReceivedType() {}

    /** Metadata that says so. */
    public static Metadata metadata(String type) {
        return new MetadataBuilder().putString(KEY, type).build();
    }

    /** The type that a column had where it came from; empty when nothing can be said. */
    public static Optional<DataType> of(StructField field) {
        if (!field.metadata().contains(KEY)) {
            return Optional.of(field.dataType());
        }
        String type = field.metadata().getString(KEY);
        return type.equals(ANY) ? Optional.empty() : Optional.of(DataType.fromDDL(type));
    }
}
