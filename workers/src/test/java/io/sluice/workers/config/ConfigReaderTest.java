package io.sluice.workers.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ConfigReaderTest {
    @TempDir
    private Path folder;

    @Test
    void hasDefaultsForAllButTheLake() {
        SluiceConfig config = new ConfigReader(Map.of(), folder).read(null);
        assertThat(config.require(Key.REDIS_ADDRESS)).isEqualTo("redis://127.0.0.1:6379");
        assertThat(config.require(Key.KAFKA_BOOTSTRAP_SERVERS)).isEqualTo("127.0.0.1:9092");
        assertThat(config.require(Key.SPARK_MASTER)).isEqualTo("local[2]");
        assertThat(config.count(Key.SPARK_SHUFFLE_PARTITIONS)).isEqualTo(4);
        assertThat(config.count(Key.WORKER_BATCH_SLOTS)).isEqualTo(1);
        assertThatThrownBy(() -> config.require(Key.LAKE_WAREHOUSE))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "lake.warehouse is not set: write it into the environment (no configuration file found) or set"
                                + " SLUICE_LAKE_WAREHOUSE (Folder or bucket that holds the tables); `make up` starts a local"
                                + " stack that has it");
    }

    @Test
    void everyKeyCanBeSetInTheFileAndByTheEnvironment() throws IOException {
        StringBuilder text = new StringBuilder();
        Map<String, String> environment = new HashMap<>();
        for (Key key : Key.values()) {
            text.append(key.text()).append(": from-file\n");
        }
        Path file = file(text.toString());
        for (Key key : Key.values()) {
            assertThat(new ConfigReader(Map.of(), folder).read(file).require(key))
                    .isEqualTo("from-file");
            environment.put(key.variable(), "from-" + key.text());
        }
        SluiceConfig config = new ConfigReader(environment, folder).read(file);
        for (Key key : Key.values()) {
            assertThat(config.require(key)).isEqualTo("from-" + key.text());
        }
    }

    @Test
    void namesTheNearestKeyForAnUnknownOne() throws IOException {
        Path file = file("redis.adress: redis://localhost:1\n");
        assertThatThrownBy(() -> new ConfigReader(Map.of(), folder).read(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        "Unknown key redis.adress in " + file + "; did you mean redis.address? Valid keys: ");
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertThatThrownBy(() -> new ConfigReader(Map.of("SLUICE_REDIS_ADRESS", "x"), empty).read(null))
                .hasMessageStartingWith("Unknown variable SLUICE_REDIS_ADRESS; did you mean SLUICE_REDIS_ADDRESS?");
    }

    @Test
    void refusesWhatIsNoConfiguration() throws IOException {
        assertThatThrownBy(() -> read("redis:\n  address: x\n")).hasMessageContaining("write flat keys");
        assertThatThrownBy(() -> read("- a\n- b\n")).hasMessageContaining("expected lines of the form key: value");
        assertThatThrownBy(() -> read("a: [\n")).hasMessageStartingWith("Cannot parse ");
        assertThatThrownBy(() -> new ConfigReader(Map.of(), folder).read(folder.resolve("none.yaml")))
                .hasMessage("Configuration file not found: " + folder.resolve("none.yaml") + " (from --config)");
        assertThatThrownBy(() -> new ConfigReader(Map.of("SLUICE_CONFIG", "/none.yaml"), folder).read(null))
                .hasMessage("Configuration file not found: /none.yaml (from SLUICE_CONFIG)");
        assertThatThrownBy(() -> read("worker.batch-slots: none\n").count(Key.WORKER_BATCH_SLOTS))
                .hasMessageContaining("Invalid worker.batch-slots")
                .hasMessageContaining("expected a whole number of at least 1");
    }

    @Test
    void neverPrintsASecret() throws IOException {
        SluiceConfig config = read("redis.password: hunter2\nlake.catalog-password: hunter3\nredis.address: r\n");
        assertThat(config.toString())
                .contains("redis.address=r", "redis.password=***")
                .doesNotContain("hunter");
    }

    @Test
    void passesPropertiesOn() throws IOException {
        SluiceConfig config = read("spark.property.spark.executor.memory: 2g\n");
        assertThat(config.properties("spark.property.")).containsEntry("spark.executor.memory", "2g");
    }

    private SluiceConfig read(String text) throws IOException {
        return new ConfigReader(Map.of(), folder).read(file(text));
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("sluice.yaml"), text);
    }
}
