package io.sluice.quality.sql;

import static io.sluice.quality.testing.Audits.judge;
import static io.sluice.quality.testing.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.quality.audit.RuleOutcome;
import io.sluice.quality.audit.Status;
import io.sluice.quality.testing.Frames;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BatchQueryTest {
    private static final String TYPE = "unexpected_rows_expectation";
    private static final String QUERY = "unexpected_rows_query";
    private static final List<Column> COLUMNS = List.of(
            new Column("id", DataType.BIGINT),
            new Column("name", DataType.STRING),
            new Column("price", DataType.decimal(10, 2)),
            new Column("tags", DataType.array(DataType.STRING)),
            new Column("embedding", DataType.vector(3)));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT * FROM {batch} WHERE price < 0",
                "select id, count(*) as n from {batch} group by id having count(*) > 1 order by n desc limit 5;",
                "SELECT a.id FROM {batch} a JOIN {batch} b ON a.id = b.id AND a.price <> b.price",
                "SELECT * FROM {batch} WHERE price > (SELECT avg(price) * 3 FROM {batch})",
                "SELECT * FROM {batch} t WHERE NOT EXISTS (SELECT 1 FROM {batch} u WHERE u.id = t.id + 1)",
                "WITH a AS (SELECT id FROM {batch}), b AS (SELECT id FROM a) SELECT * FROM b WHERE id IN (SELECT id FROM a)",
                "SELECT id, row_number() OVER (PARTITION BY name ORDER BY id) n FROM {batch}",
                "SELECT id FROM {batch} WHERE name RLIKE '^[a-z]{{2,3}}$'",
                "SELECT DISTINCT name FROM {batch} EXCEPT SELECT col1 FROM VALUES ('a'), ('b')",
                "SELECT CASE WHEN size(tags) > 2 THEN 1 END x FROM {batch} UNION ALL SELECT id FROM {batch}"
            })
    void acceptsQueriesOverTheRows(String query) {
        assertThat(BatchQuery.problems(query, COLUMNS)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    SELECT * FROM users | may only read {batch}, not the table users
                    SELECT * FROM {batch} JOIN lake.trusted.users USING (id) | not the table lake.trusted.users
                    SELECT * FROM {batch} WHERE id IN (SELECT id FROM users) | not the table users
                    SELECT (SELECT max(id) FROM sluice_batch.files) FROM {batch} | not the table sluice_batch.files
                    SELECT * FROM parquet.`/etc/passwd` | not the table parquet./etc/passwd
                    WITH a AS (SELECT * FROM b), b AS (SELECT * FROM {batch}) SELECT * FROM a | not the table b
                    SELECT * FROM (WITH u AS (SELECT * FROM {batch}) SELECT * FROM u) JOIN u | not the table u
                    SELECT reflect('java.lang.System', 'exit') FROM {batch} | may not use: reflect
                    SELECT java_method('a', 'b') FROM {batch} | may not use: java_method
                    SELECT * FROM {batch} WHERE rand() < 0.5 | may not use: rand
                    SELECT * FROM {batch} WHERE uuid() = 'a' | may not use: uuid
                    SELECT * FROM {batch} ORDER BY input_file_name() | may not use: input_file_name
                    SELECT * FROM {batch} WHERE name < current_date | depend on anything but the rows: current_date
                    SELECT * FROM {batch} WHERE name < current_date() | may not use: current_date
                    SELECT * FROM {batch} WHERE name = current_user | depend on anything but the rows: current_user
                    SELECT * FROM {batch} TABLESAMPLE (10 PERCENT) | Sample is not possible
                    SELECT /*+ BROADCAST(a) */ * FROM {batch} a | UnresolvedHint is not possible
                    SELECT * FROM {batch} LATERAL VIEW explode(tags) t AS tag | Generate is not possible
                    SELECT * FROM range(5) JOIN {batch} | is not possible
                    SELECT TRANSFORM (id) USING 'cat' FROM {batch} | ScriptTransformation is not possible
                    DROP TABLE {batch} | is not possible
                    INSERT INTO users SELECT * FROM {batch} | is not possible
                    SELECT IDENTIFIER('reflect')('a', 'b') FROM {batch} | depend on anything but the rows
                    SELECT 1 | does not read {batch}
                    SELECT prise FROM {batch} | does not fit the columns
                    SELECT * FROM {batch} WHERE tags > 1 | does not fit the columns
                    SELECT * FROM {batch} WHERE name RLIKE '^(a+)+$' | has the pattern ^(a+)+$, which may explode
                    SELECT id FROM {batch} WHERE id IN (SELECT id FROM {batch} WHERE name LIKE '%a%b%c%d%e') | has 5 %
                    SELECT a.id FROM {batch} a JOIN {batch} b ON a.name RLIKE b.name | is not written but computed
                    SELECT * FROM {batch} WHERE price > | is not a query
                    SELECT {0} FROM {batch} | has a brace that does not belong
                    SELECT * FROM {table} | has a brace that does not belong
                    WITH sluice_batch AS (SELECT 1) SELECT * FROM {batch} | may not name anything sluice_batch
                    """)
    void refusesWhateverReachesBeyondTheRows(String query, String problem) {
        assertThat(BatchQuery.problems(query, COLUMNS)).first().asString().contains(problem);
    }

    @Test
    void countsTheRowsThatTheQueryReturns() {
        Dataset<Row> data = frame("id, price, _source_file", "(1, 5, 'f'), (2, -1, 'f'), (2, 7, 'f')");
        RuleOutcome negative = judge(data, TYPE, QUERY, "SELECT * FROM {batch} WHERE price < 0;  ");
        assertThat(negative.status()).isEqualTo(Status.FAILED);
        assertThat(negative.observedValue()).isEqualTo(1L);
        assertThat(negative.observed()).isEqualTo("the query returns 1 row");
        String repeated = "SELECT id FROM {batch} GROUP BY id HAVING count(*) > 1";
        assertThat(judge(data, TYPE, QUERY, repeated).observedValue()).isEqualTo(1L);
        assertThat(judge(data, TYPE, QUERY, repeated, "row_condition", "price > 0")
                        .status())
                .isEqualTo(Status.PASSED);
        assertThat(judge(data, TYPE, QUERY, "SELECT * FROM {batch} WHERE _source_file = 'f'")
                        .status())
                .as("columns that only order rows are not there")
                .isEqualTo(Status.UNKNOWN);
    }

    @Test
    void aTableOfTheSessionByTheSameNameIsNotRead() {
        Frames.SPARK.sql("SELECT 1 AS id").createOrReplaceTempView("sluice_batch");
        try {
            assertThat(BatchQuery.rows(frame("id", "(7), (8)"), "SELECT id FROM {batch} WHERE id > 6")
                            .count())
                    .isEqualTo(2);
        } finally {
            Frames.SPARK.catalog().dropTempView("sluice_batch");
        }
    }
}
