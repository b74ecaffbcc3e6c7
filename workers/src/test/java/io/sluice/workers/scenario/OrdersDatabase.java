package io.sluice.workers.scenario;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;

/**
 * A PostgreSQL with orders of two days, and a project that ingests a day of them with four connections, by a predicate of its own
 * and a password that only the worker's secrets hold. A gate wants all of the day's rows and sets aside three of them.
 */
final class OrdersDatabase implements AutoCloseable {
    static final String DAY = "2024-05-01";
    static final String ID = "ingest/orders/" + DAY;
    static final String INPUT = "{\"source\":\"orders\",\"partition\":\"" + DAY + "\"}";
    static final String PASSWORD = "hunter2-of-the-shop";
    static final int ROWS = 2_000;
    static final int REFUSED = 3;

    private final EmbeddedPostgres server;

    private OrdersDatabase(EmbeddedPostgres server) {
        this.server = server;
    }

    /** One that answers on a free port until closed. */
    static OrdersDatabase open() {
        try {
            OrdersDatabase database = new OrdersDatabase(EmbeddedPostgres.start());
            database.execute(
                    "CREATE ROLE reader LOGIN PASSWORD '" + PASSWORD + "'",
                    "CREATE TABLE orders (order_id bigint, at timestamptz, day text, amount numeric(10,2))",
                    "INSERT INTO orders SELECT i, timestamptz'2024-05-01 00:00:00+00' + i * interval '30 seconds',"
                            + " '2024-05-01', CASE WHEN i <= " + REFUSED + " THEN -1 ELSE i END"
                            + " FROM generate_series(1, " + ROWS + ") i",
                    "INSERT INTO orders SELECT i, '2024-05-02 01:00:00+00', '2024-05-02', 1 FROM generate_series(1, 50) i",
                    "GRANT SELECT ON orders TO reader");
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What a worker has to know beside the definitions. */
    static Map<String, String> secrets() {
        return Map.of("SLUICE_SECRET_SHOP_DB", PASSWORD);
    }

    /** All prices are other ones from now on. */
    void raisePrices() {
        execute("UPDATE orders SET amount = amount + 1000");
    }

    /** Writes the project into a folder. */
    Path project(Path folder) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("project.yaml"), "project: shop\n");
            Files.writeString(folder.resolve("orders.yaml"), """
                    source: orders
                    kind: events
                    schema: {order_id: bigint, at: timestamp, amount: "decimal(10,2)"}
                    event_time: at
                    event_id: order_id
                    batch:
                      jdbc: jdbc:postgresql://127.0.0.1:%d/postgres
                      options:
                        query: SELECT order_id, at, amount, day FROM orders
                        predicate: day = '{partition}'
                        slice_by: order_id
                        slices: 4
                        user: reader
                        password_secret: shop_db
                      partition: day
                    gate: orders
                    """.formatted(server.getPort()));
            Files.writeString(folder.resolve("gate.yaml"), """
                    gate: orders
                    expectations:
                      - {type: expect_table_row_count_to_equal, kwargs: {value: %d}}
                      - type: expect_column_values_to_be_between
                        kwargs: {column: amount, min_value: 0}
                        rows: quarantine
                    """.formatted(ROWS - REFUSED));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void execute(String... statements) {
        String address = "jdbc:postgresql://127.0.0.1:" + server.getPort() + "/postgres";
        try (Connection connection = DriverManager.getConnection(address, "postgres", "postgres");
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
