package io.sluice.workers.cli;

import io.sluice.workers.config.ConfigReader;
import io.sluice.workers.config.SluiceConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** {@code --config}, the same for every command that needs one. */
public final class ConfigOption {
    @Option(
            names = "--config",
            paramLabel = "<file>",
            description = "configuration file (default: $SLUICE_CONFIG, ./sluice.yaml, ./.local/sluice.yaml)")
    private @Nullable Path file;

    /** The effective configuration. */
    public SluiceConfig load() {
        return new ConfigReader(System.getenv(), Path.of("")).read(file);
    }
}
