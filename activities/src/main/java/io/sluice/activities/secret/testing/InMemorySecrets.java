package io.sluice.activities.secret.testing;

import io.sluice.activities.secret.Secret;
import io.sluice.activities.secret.SecretSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Secrets that a test sets. */
public final class InMemorySecrets implements SecretSource {
    private final Map<String, String> secrets = new ConcurrentHashMap<>();

    /** Sets a secret, or another value for one. */
    public InMemorySecrets with(String name, String value) {
        secrets.put(SecretSource.checked(name), value);
        return this;
    }

    @Override
    public Optional<Secret> find(String name) {
        return Optional.ofNullable(secrets.get(SecretSource.checked(name))).map(Secret::new);
    }

    @Override
    public String place(String name) {
        return "set the secret " + name + " in the test";
    }
}
