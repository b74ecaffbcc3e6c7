package io.sluice.activities.secret;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EnvironmentSecretsTest extends SecretSourceContract {
    @TempDir
    Path folder;

    @Override
    SecretSource holding(String name, String value) throws IOException {
        Files.writeString(folder.resolve(name), value + "\n");
        return new EnvironmentSecrets(Map.of(), folder);
    }

    @Test
    void aVariableComesFirst() throws IOException {
        Files.writeString(folder.resolve("shop_db"), "from the file");
        SecretSource source = new EnvironmentSecrets(Map.of("SLUICE_SECRET_SHOP_DB", "from the variable"), folder);
        assertThat(source.find("shop_db").orElseThrow().reveal()).isEqualTo("from the variable");
        assertThat(source.place("other")).contains("SLUICE_SECRET_OTHER").contains(folder.toString());
        assertThat(new EnvironmentSecrets(Map.of(), null).find("shop_db")).isEmpty();
    }
}
