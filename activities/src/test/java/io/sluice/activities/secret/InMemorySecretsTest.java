package io.sluice.activities.secret;

import io.sluice.activities.secret.testing.InMemorySecrets;

final class InMemorySecretsTest extends SecretSourceContract {
    @Override
    SecretSource holding(String name, String value) {
        return new InMemorySecrets().with(name, value);
    }
}
