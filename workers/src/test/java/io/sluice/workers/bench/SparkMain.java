package io.sluice.workers.bench;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.sum;

import java.util.Iterator;
import java.util.Locale;
import java.util.Map;
import org.apache.spark.api.java.function.ForeachPartitionFunction;
import org.apache.spark.api.java.function.VoidFunction2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.Pipeline;

/**
 * The same with Spark Structured Streaming: counts and sums in its state store and writes what a micro-batch changed with Jedis. It
 * survives a restart; it counts twice what comes twice, and never lets a value expire. Broker, port of Redis, topic, folder of its
 * checkpoints. Runs on jars of its own, so it uses nothing of the project.
 */
final class SparkMain {
    private static final StructType EVENT =
            new StructType().add("user_id", DataTypes.StringType).add("amount", DataTypes.DoubleType);

    private SparkMain() {}

    public static void main(String[] arguments) throws Exception {
        int redis = Integer.parseInt(arguments[1]);
        ForeachPartitionFunction<Row> write = rows -> write(redis, rows);
        VoidFunction2<Dataset<Row>, Long> batch = (changed, id) -> changed.foreachPartition(write);
        values(session(), arguments[0], arguments[2])
                .writeStream()
                .outputMode("update")
                .option("checkpointLocation", arguments[3])
                .foreachBatch(batch)
                .start()
                .awaitTermination();
    }

    /** One task for each micro-batch: with more of them each batch took longer. */
    private static SparkSession session() {
        SparkSession session = SparkSession.builder()
                .master("local[2]")
                .config("spark.ui.enabled", "false")
                .config("spark.driver.bindAddress", "127.0.0.1")
                .config("spark.driver.host", "127.0.0.1")
                .config("spark.sql.shuffle.partitions", "1")
                .getOrCreate();
        session.sparkContext().setLogLevel("WARN");
        return session;
    }

    private static Dataset<Row> values(SparkSession session, String broker, String topic) {
        return session.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", broker)
                .option("subscribe", topic)
                .option("startingOffsets", "earliest")
                .load()
                .select(from_json(col("value").cast("string"), EVENT).as("event"))
                .groupBy(col("event.user_id"))
                .agg(count(lit(1)), sum("event.amount"));
    }

    private static void write(int port, Iterator<Row> rows) {
        try (Jedis redis = new Jedis("127.0.0.1", port)) {
            Pipeline pipeline = redis.pipelined();
            while (rows.hasNext()) {
                Row row = rows.next();
                pipeline.hset(
                        "spark:" + row.getString(0),
                        Map.of(
                                "clicks",
                                String.valueOf(row.getLong(1)),
                                "spend",
                                String.format(Locale.ROOT, "%.2f", row.getDouble(2))));
            }
            pipeline.sync();
        }
    }
}
