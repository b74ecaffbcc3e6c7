package io.sluice.activities.reader;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;

/**
 * Files of one delivery that have the same columns, read as they are.
 *
 * @param rows the received columns, then {@code _file}, {@code _position} and {@code _corrupt_record}
 * @param columns the received columns
 * @param nanos received columns that count nanoseconds since 1970 as numbers
 * @param typed whether the format says types; the columns of the others are text
 */
public record Received(Dataset<Row> rows, StructType columns, List<String> nanos, boolean typed) {}
