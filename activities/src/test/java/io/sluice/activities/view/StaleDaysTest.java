package io.sluice.activities.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workflows.gate.Candidate;
import io.sluice.workflows.view.ViewUpdatePlan;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

/** An update without days computes the days that publications made stale, no others, and ends where everything anew would. */
final class StaleDaysTest {
    private static final long HOUR = 3_600_000;

    private static TestingView view(String name) {
        return new TestingView(
                name,
                "project: shop\n",
                "entity: customer\nkeys: {customer: bigint}\n",
                """
                source: %s_a
                kind: events
                schema: {customer: bigint, at: timestamp, amount: double}
                event_time: at
                event_id: content
                batch: {format: csv, path: a.csv, partition: day}
                """.formatted(name),
                "feature: spend_1h\nentity: customer\nsource: %s_a\nwindow: 1 hour\nhop: 1 hour\naggregation: sum\nvalue: amount\n"
                        .formatted(name),
                "view: %s\nentity: customer\nfeatures: [spend_1h]\n".formatted(name));
    }

    private static Row order(String day, int hour, long customer, double amount) {
        Instant at = Instant.ofEpochMilli(
                LocalDate.parse(day).atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli() + hour * HOUR);
        return RowFactory.create(customer, at, amount, day, at, customer + "-" + hour, "r", 1);
    }

    private static List<String> rows(Dataset<Row> rows) {
        return rows.drop("_run").collectAsList().stream()
                .map(Row::toString)
                .sorted()
                .toList();
    }

    /** What a computation of all days from the trusted rows as they are gives. */
    private static List<String> anew(TestingView view, String runs) {
        Candidate all = view.stage(List.of(runs));
        return rows(view.rows(all));
    }

    @Test
    void computesWhatAPublicationMadeStaleAndNothingElse() {
        TestingView view = view("stale");
        for (String day : List.of("2024-01-29", "2024-01-30", "2024-01-31", "2024-02-01", "2024-02-02")) {
            view.publishPartition("stale_a", day, List.of(order(day, 5, 1, 2.5), order(day, 23, 2, 1)));
        }
        assertThat(view.update())
                .isEqualTo(new ViewUpdatePlan(
                        List.of("2024-01-29..2024-02-03"), "6 days: 2024-01-29..2024-02-03, because: never computed"));
        assertThat(view.update().runs()).isEmpty();

        view.publishPartition(
                "stale_a", "2024-01-30", List.of(order("2024-01-30", 5, 1, 7), order("2024-01-30", 6, 2, 1)));
        ViewUpdatePlan again = view.update();

        // Rows of the 30th leave on the 31st at the latest; in February nobody remembers.
        assertThat(again.runs()).containsExactly("2024-01-30..2024-01-31");
        assertThat(again.why())
                .isEqualTo(
                        "2 days: 2024-01-30..2024-01-31, because: trusted.stale_a 2024-01-30 was published after that");
        assertThat(view.update().runs()).isEmpty();
        assertThat(rows(view.published())).isEqualTo(anew(view, "2024-01-29..2024-02-03"));
    }

    @Test
    void emptiesADayWhoseOnlyRowWasTakenBack() {
        TestingView view = view("taken");
        view.publishPartition("taken_a", "2024-01-30", List.of(order("2024-01-30", 5, 1, 2.5)));
        view.publishPartition("taken_a", "2024-01-31", List.of());
        view.update();
        assertThat(view.published().count()).isEqualTo(2);

        view.publishPartition("taken_a", "2024-01-30", List.of());
        assertThat(view.update().runs()).containsExactly("2024-01-30..2024-01-30");

        assertThat(view.published().count()).isZero();
    }

    @Test
    void computesADayAgainOfWhichLessWasCertified() {
        TestingView view = view("certified_less");
        view.certifyThrough(LocalDate.parse("2024-01-30")
                        .atStartOfDay()
                        .toInstant(ZoneOffset.UTC)
                        .toEpochMilli()
                + 6 * HOUR);
        view.publishPartition("certified_less_a", "2024-01-30", List.of(order("2024-01-30", 5, 1, 2.5)));
        view.update();
        assertThat(view.published().count()).isEqualTo(1);
        view.certifyThrough(Long.MAX_VALUE);

        assertThat(view.update().why()).endsWith("because: less was certified then");

        assertThat(view.published().count()).isEqualTo(2);
    }
}
