package io.sluice.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.fetch.TestingPostgres;
import io.sluice.activities.spark.TestingLake;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Source;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.ingest.Landed;
import io.temporal.failure.ApplicationFailure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.Test;

/** Snapshots of a real PostgreSQL. */
final class DatabaseTest {
    private static final TestingPostgres POSTGRES = TestingPostgres.shared();

    private final SparkSession spark = TestingLake.shared().spark().session();

    @Test
    void landsTheSameRowsOnceWithParallelReads() {
        table("orders", "id bigint, at timestamptz, amount numeric(10,2)");
        POSTGRES.execute(
                "INSERT INTO orders SELECT i, timestamptz'2024-01-01 00:00:00+00' + i * interval '1 minute', i / 4.0"
                        + " FROM generate_series(0, 2000) i",
                "INSERT INTO orders VALUES (NULL, '2024-01-01 12:00:00+02', 1), (5000, NULL, 1)");
        TestingSource source = source("db_orders", Map.of("table", "orders", "slice_by", "id", "slices", "4"));

        Landed first = source.land("2024-01-01", "run-1");
        POSTGRES.execute("CLUSTER orders USING orders_by_amount");
        Landed again = source.land("2024-01-01", "run-2");

        // 1440 minutes of that day, the row without an id, and the one that belongs to no day and is quarantined.
        assertThat(first.rows()).isEqualTo(1442);
        // Four slices of 0 to 5000, of which one holds nothing.
        assertThat(first.files()).isEqualTo(3);
        assertThat(again).isEqualTo(first);
        assertThat(first.retypedColumns()).isEmpty();
        assertThat(landed("db_orders")
                        .where("id IS NULL")
                        .select("at", "amount")
                        .head()
                        .toString())
                .isEqualTo("[2024-01-01 10:00:00+00,1.00]");
        Candidate candidate = source.stage("2024-01-01", first, "run-1");
        assertThat(candidate.rows()).isEqualTo(1441);
        assertThat(candidate.quarantined()).isEqualTo(1);
        POSTGRES.execute("UPDATE orders SET amount = 7 WHERE id = 3");
        assertThat(source.land("2024-01-01", "run-3").deliveryId()).isNotEqualTo(first.deliveryId());
    }

    @Test
    void readsOneStateWhileOthersWrite() {
        table("moving", "id bigint, at timestamptz, amount numeric(10,2)");
        POSTGRES.execute("INSERT INTO moving SELECT i, '2024-01-01', 1 FROM generate_series(1, 1000) i");
        TestingSource source =
                source("db_moving", Map.of("table", "moving", "slice_by", "id", "slices", "2", "fetch_size", "10"));
        Thread writer = new Thread(() -> {
            for (int i = 0; i < 200; i++) {
                POSTGRES.execute(
                        "BEGIN; INSERT INTO moving VALUES (-1, '2024-01-01', 1), (2000, '2024-01-01', 1); COMMIT");
            }
        });
        writer.start();
        Landed landed = source.land("2024-01-01", "run-1");
        try {
            writer.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }

        Dataset<Row> rows = landed("db_moving");
        assertThat(rows.count()).isEqualTo(landed.rows());
        assertThat(rows.where("id = -1").count())
                .isEqualTo(rows.where("id = 2000").count());
    }

    @Test
    void keepsWhatOtherTypesWouldLose() {
        table(
                "types",
                "id bigint, at timestamp, amount numeric, f double precision, j jsonb, u uuid, b bytea, tags text[]");
        POSTGRES.execute(
                "INSERT INTO types VALUES (1, '2024-01-01 10:00:00.123456', 12345678901234567890123.45, 'NaN',"
                        + " '{\"a\": 1}', '00000000-0000-0000-0000-000000000001', '\\x00ff', '{x,y}')",
                "INSERT INTO types VALUES (2, 'infinity', 'NaN', 'Infinity', NULL, NULL, NULL, NULL)");
        TestingSource source = new TestingSource(TestingSource.source(
                "db_types",
                List.of(
                        new Column("id", DataType.BIGINT),
                        new Column("at", DataType.TIMESTAMP),
                        new Column("amount", DataType.decimal(38, 2)),
                        new Column("f", DataType.DOUBLE),
                        new Column("j", DataType.STRING),
                        new Column("u", DataType.STRING),
                        new Column("b", DataType.BINARY),
                        new Column("tags", DataType.array(DataType.STRING))),
                new EventId(EventId.Kind.COLUMNS, List.of("id")),
                batch(Map.of("table", "types"), Source.Partitioning.NONE)));

        Landed landed = source.land("all", "run-1");

        assertThat(landed.retypedColumns()).isEmpty();
        assertThat(landed("db_types")
                        .selectExpr("id", "at", "amount", "f", "j", "u", "hex(b)", "tags[1]")
                        .orderBy("id")
                        .collectAsList()
                        .toString())
                .isEqualTo(
                        "[[1,2024-01-01 10:00:00.123456,12345678901234567890123.45,NaN,{\"a\": 1},"
                                + "00000000-0000-0000-0000-000000000001,00FF,y], [2,infinity,NaN,Infinity,null,null,null,null]]");
        Candidate candidate = source.stage("all", landed, "run-1");
        assertThat(candidate.quarantined()).isEqualTo(2);
        assertThat(spark.table("sluice.quarantine.db_types")
                        .select("_reason")
                        .orderBy("_source_position")
                        .collectAsList()
                        .toString())
                .isEqualTo(
                        "[[not a number below 10^18: f], [not of the declared type: at, amount; no readable event time"
                                + " in at; not a number below 10^18: f]]");
    }

    @Test
    void tellsChangedTables() {
        table("drifting", "id bigint, at timestamptz, amount numeric(10,2)");
        TestingSource source = source("db_drifting", Map.of("query", "SELECT * FROM drifting"));
        assertThat(source.land("2024-01-01", "run-1").rows()).isZero();
        POSTGRES.execute("ALTER TABLE drifting DROP COLUMN amount, ADD COLUMN more int");
        Landed changed = source.land("2024-01-01", "run-2");
        assertThat(changed.missingColumns()).containsExactly("amount");
        assertThat(changed.newColumns()).containsExactly("more");
        assertThat(changed.retypedColumns()).isEmpty();
        POSTGRES.execute("ALTER TABLE drifting ADD COLUMN amount date");
        assertThat(source.land("2024-01-01", "run-3").retypedColumns()).containsExactly("amount: date, decimal(10,2)");
    }

    @Test
    void aWrittenPredicateSaysWhichRowsMakeThePartition() {
        table("chosen", "id bigint, at timestamptz, amount numeric(10,2), day text");
        POSTGRES.execute("INSERT INTO chosen VALUES (1, '2024-01-01', 1, '2024-01-01'), (2, '2024-01-01', 1, 'no')");
        TestingSource source =
                source("db_chosen", Map.of("table", "chosen", "predicate", "day = '{partition}' AND at < '{to}'"));

        assertThat(source.land("2024-01-01", "run-1").rows()).isEqualTo(1);
    }

    @Test
    void readsWhatItWasToldOnceARunAndAgainByPath() {
        table("replayed", "id bigint, at timestamptz, amount numeric(10,2)");
        POSTGRES.execute("INSERT INTO replayed VALUES (1, '2024-01-01', 1)");
        TestingSource source = source("db_replayed", Map.of("table", "replayed"));
        Landed first = source.land("2024-01-01", "run-1");
        String stored = landed("db_replayed").select("_source_file").head().getString(0);
        POSTGRES.execute("DROP TABLE replayed");

        assertThat(source.land("2024-01-01", "run-1")).isEqualTo(first);
        assertThat(source.land("2024-01-01", "run-2", stored)).isEqualTo(first);
    }

    @Test
    void saysWhatADatabaseRefusedWithoutItsSecrets() {
        table("refused", "id bigint, at timestamptz, amount numeric(10,2)");
        TestingFetches.SECRETS.with("wrong_db", "hunter3-secret");
        assertUnreadable(source("db_no_table", Map.of("table", "refuzed")), "relation \"refuzed\" does not exist");
        assertUnreadable(
                source("db_no_secret", Map.of("table", "refused", "password_secret", "absent_db")),
                "there is no secret absent_db (password_secret); set the secret absent_db in the test");
        assertUnreadable(
                source("db_no_column", Map.of("query", "SELECT idd FROM refused")), "column \"idd\" does not exist");
        TestingSource nowhere = new TestingSource(TestingSource.source(
                "db_nowhere",
                columns(),
                new EventId(EventId.Kind.CONTENT, List.of()),
                new Source.Batch(
                        Source.Batch.Access.JDBC,
                        "",
                        "jdbc:postgresql://127.0.0.1:1/shop",
                        Map.of("table", "t", "password_secret", "wrong_db"),
                        Source.Partitioning.DAY)));
        assertThatThrownBy(() -> nowhere.land("2024-01-01", "run-1"))
                .hasMessageContaining("Cannot reach jdbc:postgresql://127.0.0.1:1/shop for source db_nowhere")
                .hasMessageNotContaining("hunter3")
                .hasNoCause();
    }

    private static void assertUnreadable(TestingSource source, String part) {
        assertThatThrownBy(() -> source.land("2024-01-01", "run-1"))
                .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                    assertThat(failure.getType()).isEqualTo(FailureTypes.UNREADABLE_SOURCE);
                    assertThat(failure.getOriginalMessage())
                            .contains(part)
                            .doesNotContain("secret\"", TestingPostgres.PASSWORD);
                });
    }

    private static void table(String name, String columns) {
        POSTGRES.execute(
                "DROP TABLE IF EXISTS " + name,
                "CREATE TABLE " + name + " (" + columns + ")",
                "CREATE INDEX " + name + "_by_amount ON " + name + " (amount)",
                "GRANT SELECT ON " + name + " TO reader");
    }

    private static TestingSource source(String name, Map<String, String> options) {
        return new TestingSource(TestingSource.source(
                name,
                columns(),
                new EventId(EventId.Kind.CONTENT, List.of()),
                batch(options, Source.Partitioning.DAY)));
    }

    private static List<Column> columns() {
        return List.of(
                new Column("id", DataType.BIGINT),
                new Column("at", DataType.TIMESTAMP),
                new Column("amount", DataType.decimal(10, 2)));
    }

    private static Source.Batch batch(Map<String, String> options, Source.Partitioning partitioning) {
        TestingFetches.SECRETS.with("shop_db", TestingPostgres.PASSWORD);
        Map<String, String> all = new LinkedHashMap<>(Map.of("user", "reader", "password_secret", "shop_db"));
        all.putAll(options);
        return new Source.Batch(Source.Batch.Access.JDBC, "", POSTGRES.address(), all, partitioning);
    }

    private Dataset<Row> landed(String source) {
        return spark.table("sluice.landing." + source);
    }
}
