package io.sluice.quality.difference;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.sluice.quality.testing.Frames;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class RowsComparedTest {
    @Test
    void countsRowsAddedRemovedAndChangedByIdentity() {
        Dataset<Row> before = rows("('a', 1), ('b', 2), ('c', 3), ('d', 4), ('d', 4)");
        Dataset<Row> now = rows("('a', 1), ('b', 9), ('d', 4), ('e', 5), (null, 6)");
        Difference found = compare(before, now).withPublished("p");
        assertThat(found.rowsBefore()).isEqualTo(5);
        assertThat(found.rowsNow()).isEqualTo(5);
        assertThat(found.added()).isEqualTo(2);
        assertThat(found.removed()).isEqualTo(2);
        assertThat(found.changed()).isEqualTo(1);
    }

    @Test
    void theSameRowsInAnotherOrderAreNoDifference() {
        Dataset<Row> before = rows("('a', 1), ('b', 2), ('b', 3), ('c', null)");
        Dataset<Row> now = rows("('b', 3), ('c', null), ('b', 2), ('a', 1)");
        Difference found = compare(before, now).withPublished("p");
        assertThat(List.of(found.added(), found.removed(), found.changed())).containsOnly(0L);
        assertThat(found.columns()).allMatch(column -> column.size() == 0);
    }

    @Test
    void emptySidesAreCompared() {
        Dataset<Row> none = rows("('a', 1)").filter("false");
        assertThat(compare(none, rows("('a', 1)")).withPublished("p").added()).isEqualTo(1);
        assertThat(compare(rows("('a', 1)"), none).withPublished("p").removed()).isEqualTo(1);
        assertThat(compare(none, none).withPublished("p").columns())
                .allMatch(column -> column.drift() == null && column.nullsNow() == 0);
    }

    @Test
    void saysWhichColumnsMovedAndHowFarTheMostMovedFirst() {
        Dataset<Row> before = Frames.SPARK.sql("SELECT cast(id AS string) key, id AS steady, id AS moved,"
                + " if(id % 10 = 0, null, 'x') AS word FROM range(1000)");
        Dataset<Row> now = Frames.SPARK.sql("SELECT cast(id AS string) key, id AS steady, id + 500 AS moved,"
                + " if(id % 2 = 0, null, 'x') AS word FROM range(1000)");
        Difference found =
                new Comparison(before, now, List.of("key"), List.of("steady", "moved", "word")).withPublished("p");
        assertThat(found.columns()).extracting(ColumnDifference::column).containsExactly("moved", "word", "steady");
        assertThat(found.columns().get(0).drift()).isGreaterThan(1);
        assertThat(found.columns().get(1).nullsBefore()).isEqualTo(0.1);
        assertThat(found.columns().get(1).nullsNow()).isEqualTo(0.5);
        assertThat(found.columns().get(1).drift()).isCloseTo(0, within(0.01));
        assertThat(found.columns().get(2).drift()).isZero();
        assertThat(found.changed()).isEqualTo(1000);
    }

    @Test
    void everyTypeIsComparedAndWideTablesByTheirFirstColumns() {
        Dataset<Row> rows = Frames.SPARK.sql("SELECT 1 AS id, true AS b, 1.5D AS d, cast(1 AS decimal(9,2)) AS n,"
                + " date'2010-12-01' AS day, timestamp'2010-12-01 00:00:00' AS at, binary('x') AS x,"
                + " array(1, 2) AS a, struct(1 AS u) AS s, cast('NaN' AS double) AS nan");
        List<String> columns = List.of(rows.columns());
        Difference found = new Comparison(rows, rows, List.of("id"), columns).withOthers("the day before");
        assertThat(found.columns()).hasSize(columns.size()).allMatch(column -> column.size() == 0);
        assertThat(found.added()).isEqualTo(1);
        Dataset<Row> wide = Frames.SPARK.range(3).selectExpr(wideColumns());
        Difference first = new Comparison(wide, wide, List.of("c0"), List.of(wide.columns())).withPublished("p");
        assertThat(first.columns()).hasSize(30);
        assertThat(first.columnsInAll()).isEqualTo(200);
    }

    private static String[] wideColumns() {
        String[] columns = new String[200];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = "id AS c" + i;
        }
        return columns;
    }

    private static Comparison compare(Dataset<Row> before, Dataset<Row> now) {
        return new Comparison(before, now, List.of("id"), List.of("id", "amount"));
    }

    private static Dataset<Row> rows(String values) {
        return Frames.SPARK.sql("SELECT * FROM VALUES " + values + " AS t(id, amount)");
    }
}
