package io.sluice.activities.fetch;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/** One real PostgreSQL for all tests of this JVM. */
public final class TestingPostgres {
    public static final String PASSWORD = "hunter2-secret";

    private static final TestingPostgres SHARED = new TestingPostgres();

    private final EmbeddedPostgres server;

    private TestingPostgres() {
        try {
            server = EmbeddedPostgres.start();
        } catch (IOException e) {
            throw new UncheckedIOException("PostgreSQL does not start", e);
        }
        execute("CREATE ROLE reader LOGIN PASSWORD '" + PASSWORD + "' CONNECTION LIMIT 20");
    }

    public static TestingPostgres shared() {
        return SHARED;
    }

    public String address() {
        return "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
    }

    /** Runs statements as the owner. */
    public void execute(String... statements) {
        try (Connection connection = DriverManager.getConnection(address(), "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
