package io.sluice.activities.secret;

import java.util.Optional;

/**
 * Port: where secrets are kept. Definitions hold their names only.
 *
 * <p>Asked each time a source is read, so that a changed secret needs no restart. Safe for use by several threads.
 */
public interface SecretSource {
    /**
     * The secret of a name, or empty when there is none of it.
     *
     * @param name lower-case letters, digits and underscores, beginning with a letter
     * @throws IllegalArgumentException for any other name
     */
    Optional<Secret> find(String name);

    /** Where a person would put the secret of a name: the end of a sentence, without the secret. */
    String place(String name);

    /** The name, if it is one. */
    static String checked(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException(
                    "Invalid name of a secret (expected lower-case letters, digits and underscores): " + name.length()
                            + " characters");
        }
        return name;
    }
}
