package io.sluice.activities.reader;

import java.io.Serializable;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * Reads text formats file by file, never split, so that a row's number in its file is the same on every machine: it may be the
 * row's identity ({@code event_id: position}).
 */
final class TextSession {
    /** Above any file's size, low enough that a few thousand of them do not overflow Spark's sum. */
    private static final String WHOLE_FILE = String.valueOf(1L << 48);

    private final SparkSession session;
    private final SparkSession reading;

    TextSession(SparkSession session) {
        this.session = session;
        this.reading = session.newSession();
        reading.conf().set("spark.sql.files.maxPartitionBytes", WHOLE_FILE);
        reading.conf().set("spark.sql.files.openCostInBytes", WHOLE_FILE);
    }

    /** The session whose readers do not split. */
    SparkSession reading() {
        return reading;
    }

    /** A schema of text columns and the corrupt record. */
    static StructType textColumns(List<String> names) {
        StructType columns = new StructType();
        for (String name : names) {
            columns = columns.add(name, DataTypes.StringType);
        }
        return columns;
    }

    /** The rows with their file and their number in it, from 0. */
    Received received(Dataset<Row> rows, List<String> names) {
        return received(
                rows.withColumn(ReaderColumns.FILE, functions.col("_metadata.file_path"))
                        .javaRDD(),
                names);
    }

    /** The same for rows that end with corrupt record and file. */
    Received received(JavaRDD<Row> rows, List<String> names) {
        StructType columns = textColumns(names);
        return new Received(numbered(rows, columns), columns, List.of(), false);
    }

    /** Rows of any columns that end with corrupt record and file, with their number in it. */
    Dataset<Row> numbered(JavaRDD<Row> rows, StructType columns) {
        StructType all = columns.add(ReaderColumns.CORRUPT, DataTypes.StringType)
                .add(ReaderColumns.FILE, DataTypes.StringType)
                .add(ReaderColumns.POSITION, DataTypes.LongType);
        String[] names = columns.fieldNames();
        return session.createDataFrame(rows.mapPartitions(inFile -> new Numbering(inFile, names)), all);
    }

    /** Counts within each file; the rows of a file come one after the other. */
    private static final class Numbering implements Iterator<Row>, Serializable {
        private final transient Iterator<Row> rows;
        private final String[] names;
        private String file = "";
        private long next;

        Numbering(Iterator<Row> rows, String[] names) {
            this.rows = rows;
            this.names = names;
        }

        @Override
        public boolean hasNext() {
            return rows.hasNext();
        }

        @Override
        public Row next() {
            Row row = rows.next();
            String current = row.getString(row.size() - 1);
            next = current.equals(file) ? next + 1 : 0;
            file = current;
            @Nullable Object[] values = new Object[row.size() + 1];
            for (int i = 0; i < row.size(); i++) {
                values[i] = row.get(i);
            }
            if (values[names.length] == null) {
                values[names.length] = Undecodable.sentence(names, values);
            }
            values[row.size()] = next;
            return RowFactory.create(values);
        }
    }
}
