package io.sluice.activities.secret;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The default: the environment variable {@code SLUICE_SECRET_<NAME>}, else the file of that name in a folder, as container
 * platforms mount secrets. One line break at the end of a file is not part of the secret.
 */
public final class EnvironmentSecrets implements SecretSource {
    /** What the variables begin with. */
    public static final String PREFIX = "SLUICE_SECRET_";

    private final Map<String, String> environment;
    private final @Nullable Path folder;

    /**
     * Creates one.
     *
     * @param folder one file per secret, or null when there is no such folder
     */
    public EnvironmentSecrets(Map<String, String> environment, @Nullable Path folder) {
        this.environment = Map.copyOf(environment);
        this.folder = folder;
    }

    @Override
    public Optional<Secret> find(String name) {
        String value = environment.get(variable(SecretSource.checked(name)));
        return value == null ? inFolder(name) : Optional.of(new Secret(value));
    }

    @Override
    public String place(String name) {
        return "set " + variable(name) + " for the batch worker"
                + (folder == null ? "" : " or write the file " + folder.resolve(name));
    }

    private Optional<Secret> inFolder(String name) {
        if (folder == null) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Secret(Files.readString(folder.resolve(name)).replaceFirst("\\R$", "")));
        } catch (NoSuchFileException missing) {
            return Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the secret " + name + " in " + folder, e);
        }
    }

    private static String variable(String name) {
        return PREFIX + name.toUpperCase(Locale.ROOT);
    }
}
