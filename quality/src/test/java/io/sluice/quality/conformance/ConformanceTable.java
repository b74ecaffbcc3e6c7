package io.sluice.quality.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.quality.testing.Frames;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * The data of cases.
 *
 * @param schema columns and types as Spark writes them
 * @param rows each a JSON object
 */
record ConformanceTable(String schema, List<String> rows) {
    static ConformanceTable of(JsonNode written) {
        List<String> names = new ArrayList<>();
        written.get("columns").fieldNames().forEachRemaining(names::add);
        String schema = names.stream()
                .map(name ->
                        "`" + name + "` " + written.get("columns").get(name).textValue())
                .collect(Collectors.joining(", "));
        List<String> rows = new ArrayList<>();
        for (JsonNode row : written.get("rows")) {
            ObjectNode object = new JsonMapper().createObjectNode();
            for (int i = 0; i < names.size(); i++) {
                object.set(names.get(i), row.get(i));
            }
            rows.add(object.toString());
        }
        return new ConformanceTable(schema, rows);
    }

    /** The rows as a cached frame of one partition, in a session that compiles nothing: it would not be worth it. */
    Dataset<Row> frame() {
        SparkSession session = Frames.SPARK.newSession();
        session.conf().set("spark.sql.codegen.wholeStage", false);
        session.conf().set("spark.sql.codegen.factoryMode", "NO_CODEGEN");
        session.conf().set("spark.sql.shuffle.partitions", 1);
        return session.read()
                .schema(schema)
                .option("mode", "FAILFAST")
                .json(session.createDataset(rows, Encoders.STRING()))
                .coalesce(1)
                .cache();
    }
}
