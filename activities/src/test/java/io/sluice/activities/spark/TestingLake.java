package io.sluice.activities.spark;

import io.sluice.activities.heartbeat.Heartbeats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.iceberg.CatalogUtil;
import org.apache.iceberg.catalog.Catalog;
import org.apache.iceberg.jdbc.JdbcCatalog;

/** One lake on SQLite and one Spark session for all tests of this JVM: starting Spark costs seconds. */
public final class TestingLake {
    private static final TestingLake SHARED = new TestingLake();

    private final Catalog catalog;
    private final Spark spark;

    private TestingLake() {
        Map<String, String> properties = properties();
        catalog = CatalogUtil.loadCatalog(JdbcCatalog.class.getName(), "sluice", properties, null);
        Map<String, String> sparkProperties = new LinkedHashMap<>();
        sparkProperties.put("spark.sql.catalog.sluice", "org.apache.iceberg.spark.SparkCatalog");
        sparkProperties.put("spark.sql.catalog.sluice.catalog-impl", JdbcCatalog.class.getName());
        sparkProperties.put("spark.sql.catalog.sluice.cache-enabled", "false");
        properties.forEach((key, value) -> sparkProperties.put("spark.sql.catalog.sluice." + key, value));
        spark = new Spark(SparkConfig.local(), sparkProperties, new Heartbeats());
        Runtime.getRuntime().addShutdownHook(new Thread(spark::close));
    }

    public static TestingLake shared() {
        return SHARED;
    }

    public Catalog catalog() {
        return catalog;
    }

    public Spark spark() {
        return spark;
    }

    private static Map<String, String> properties() {
        try {
            Path folder = Files.createTempDirectory("sluice-lake");
            Map<String, String> properties = new LinkedHashMap<>();
            properties.put(
                    "uri", "jdbc:sqlite:" + folder.resolve("catalog.db") + "?journal_mode=WAL&busy_timeout=10000");
            properties.put("jdbc.schema-version", "V1");
            properties.put("warehouse", folder.resolve("warehouse").toUri().toString());
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
