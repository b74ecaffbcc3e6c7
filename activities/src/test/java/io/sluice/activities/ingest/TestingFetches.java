package io.sluice.activities.ingest;

import io.sluice.activities.fetch.Fetches;
import io.sluice.activities.fetch.api.ApiFetcher;
import io.sluice.activities.fetch.jdbc.JdbcFetcher;
import io.sluice.activities.secret.testing.InMemorySecrets;
import io.sluice.definitions.model.Source.Batch.Access;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Fetching as a worker does it, with secrets of the test and without waiting. */
public final class TestingFetches {
    public static final InMemorySecrets SECRETS = new InMemorySecrets();

    /** How long fetchers wanted to wait. */
    public static final List<Duration> PAUSES = new CopyOnWriteArrayList<>();

    private TestingFetches() {}

    public static Fetches fetches() {
        try {
            return new Fetches(
                    Files.createTempDirectory("sluice-fetched").toUri().toString(),
                    Clock.systemUTC(),
                    Map.of(
                            Access.JDBC, new JdbcFetcher(SECRETS),
                            Access.API, new ApiFetcher(SECRETS, PAUSES::add, Clock.systemUTC())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
