package io.sluice.quality.testing;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Frames in the one local session of this test run. */
public final class Frames {
    public static final SparkSession SPARK = SparkSession.builder()
            .master("local[2]")
            .appName("quality")
            .config("spark.ui.enabled", "false")
            .config("spark.sql.shuffle.partitions", "2")
            .config("spark.sql.session.timeZone", "UTC")
            // lz4 comes with kafka-clients, which this module does without
            .config("spark.io.compression.codec", "snappy")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .getOrCreate();

    private Frames() {}

    /** A frame of written rows: {@code frame("a, b", "(1, 'x'), (2, NULL)")}. */
    public static Dataset<Row> frame(String columns, String rows) {
        return SPARK.sql("SELECT * FROM VALUES " + rows + " AS t(" + columns + ")");
    }

    /** One column {@code x} of written values. */
    public static Dataset<Row> values(String values) {
        return SPARK.sql("SELECT explode(array(" + values + ")) AS x");
    }

    /** One column {@code x} of a type, without rows. */
    public static Dataset<Row> empty(String type) {
        return SPARK.sql("SELECT CAST(NULL AS " + type + ") AS x").where("FALSE");
    }
}
