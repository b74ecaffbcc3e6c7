package io.sluice.activities.fetch;

import io.sluice.activities.reader.Unreadable;
import io.sluice.activities.secret.Secret;
import io.sluice.activities.secret.SecretSource;
import java.util.Optional;

/** The secrets that a source's options name. */
public final class Credentials {
    private final SecretSource secrets;

    public Credentials(SecretSource secrets) {
        this.secrets = secrets;
    }

    /**
     * The secret that an option names, or empty when the option is not written.
     *
     * @throws io.temporal.failure.ApplicationFailure UnreadableSource when there is no such secret
     */
    public Optional<Secret> find(FetchRequest request, String option) {
        String name = request.batch().options().get(option);
        if (name == null) {
            return Optional.empty();
        }
        return Optional.of(secrets.find(name)
                .orElseThrow(() -> Unreadable.source(
                        request.source().name(),
                        "there is no secret " + name + " (" + option + "); " + secrets.place(name))));
    }
}
