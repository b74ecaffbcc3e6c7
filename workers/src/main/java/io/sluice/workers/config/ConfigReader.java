package io.sluice.workers.config;

import io.sluice.definitions.name.Nearest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads the configuration. An unknown key is an error that names the nearest valid one. */
public final class ConfigReader {
    private static final String VARIABLE_PREFIX = "SLUICE_";
    private static final List<String> PROPERTY_PREFIXES = List.of("lake.property.", "spark.property.");
    /** Variables of the launcher and of tests: not configuration. */
    private static final List<String> OTHER_VARIABLES = List.of(
            "SLUICE_CONFIG",
            "SLUICE_HEAP",
            "SLUICE_HOME",
            "SLUICE_JAVA_OPTS",
            "SLUICE_FAILPOINTS",
            "SLUICE_FAILPOINTS_DIR");

    /** Secrets of sources, under names that definitions choose. */
    private static final String SECRET_PREFIX = "SLUICE_SECRET_";

    private final Map<String, String> environment;
    private final Path folder;

    /**
     * Creates one.
     *
     * @param folder where {@code sluice.yaml} and {@code .local/sluice.yaml} are looked for
     */
    public ConfigReader(Map<String, String> environment, Path folder) {
        this.environment = Map.copyOf(environment);
        this.folder = folder;
    }

    /** Reads {@code given}, else {@code $SLUICE_CONFIG}, else {@code sluice.yaml} or {@code .local/sluice.yaml}, else only the environment. */
    public SluiceConfig read(@Nullable Path given) {
        Map<Key, String> values = new EnumMap<>(Key.class);
        Map<String, String> properties = new HashMap<>();
        Optional<Path> file = file(given);
        file.ifPresent(path -> readFile(path, values, properties));
        environment.keySet().stream()
                .filter(name -> name.startsWith(VARIABLE_PREFIX) && !name.startsWith(SECRET_PREFIX))
                .filter(name -> !OTHER_VARIABLES.contains(name))
                .forEach(name -> values.put(variable(name), environment.get(name)));
        String origin = file.map(Path::toString).orElse("the environment (no configuration file found)");
        return new SluiceConfig(origin, values, properties);
    }

    private Optional<Path> file(@Nullable Path given) {
        Path wanted = given != null ? given : named();
        if (wanted == null) {
            return Stream.of("sluice.yaml", ".local/sluice.yaml")
                    .map(folder::resolve)
                    .filter(Files::isRegularFile)
                    .findFirst();
        }
        if (!Files.isRegularFile(wanted)) {
            throw new ConfigException("Configuration file not found: %s (from %s)"
                    .formatted(wanted, given != null ? "--config" : "SLUICE_CONFIG"));
        }
        return Optional.of(wanted);
    }

    private @Nullable Path named() {
        String name = environment.get("SLUICE_CONFIG");
        return name == null || name.isBlank() ? null : Path.of(name);
    }

    private static void readFile(Path path, Map<Key, String> values, Map<String, String> properties) {
        load(path).forEach((name, value) -> {
            String key = String.valueOf(name);
            if (value instanceof Map || value instanceof List) {
                throw new ConfigException("Invalid %s in %s: write flat keys, for example %s: <value>"
                        .formatted(key, path, Key.REDIS_ADDRESS.text()));
            }
            if (PROPERTY_PREFIXES.stream().anyMatch(key::startsWith)) {
                properties.put(key, Objects.toString(value, ""));
            } else {
                values.put(key(key, path), Objects.toString(value, ""));
            }
        });
    }

    private static Map<?, ?> load(Path path) {
        try {
            Object document = new Load(
                            LoadSettings.builder().setLabel(path.toString()).build())
                    .loadFromString(Files.readString(path));
            if (document == null) {
                return Map.of();
            }
            if (document instanceof Map<?, ?> map) {
                return map;
            }
            throw new ConfigException("Invalid %s: expected lines of the form key: value".formatted(path));
        } catch (IOException e) {
            throw new ConfigException("Cannot read %s: %s".formatted(path, e.getMessage()));
        } catch (YamlEngineException e) {
            throw new ConfigException("Cannot parse %s: %s".formatted(path, e.getMessage()));
        }
    }

    private static Key key(String text, Path path) {
        return Key.byText(text)
                .orElseThrow(() -> new ConfigException("Unknown key %s in %s; did you mean %s? Valid keys: %s"
                        .formatted(text, path, Nearest.to(text, Key.texts()), String.join(", ", Key.texts()))));
    }

    private static Key variable(String name) {
        return Key.byVariable(name)
                .orElseThrow(() -> new ConfigException("Unknown variable %s; did you mean %s? Valid variables: %s"
                        .formatted(name, Nearest.to(name, Key.variables()), String.join(", ", Key.variables()))));
    }
}
