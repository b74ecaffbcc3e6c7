package io.sluice.activities.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.spark.TestingLake;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.ComparisonRow;
import io.sluice.workflows.view.ViewUpdatePlan;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.Test;

/** Days that a partition published again can reach are compared, not computed; what was compared is on record. */
final class ComparisonTest {
    private static final List<String> DAYS =
            List.of("2024-03-10", "2024-03-11", "2024-03-12", "2024-03-13", "2024-03-14");

    /** A lifetime and a latest value without ttl: a row of the first day can reach every later one. */
    private static TestingView view(String name) {
        TestingView view = new TestingView(
                name,
                "project: shop\n",
                "entity: customer\nkeys: {customer: bigint}\n",
                """
                source: %s_a
                kind: events
                schema: {customer: bigint, at: timestamp, amount: double, note: string}
                event_time: at
                event_id: content
                history_from: 2024-03-10
                batch: {format: csv, path: a.csv, partition: day}
                """.formatted(name),
                "feature: ever\nentity: customer\nsource: %s_a\nwindow: lifetime\nupdate: event\naggregation: min\nvalue: amount\n"
                        .formatted(name),
                "feature: latest\nentity: customer\nsource: %s_a\nvalue: amount\n".formatted(name),
                "view: %s\nentity: customer\nfeatures: [ever, latest]\n".formatted(name));
        view.certifyByLedger();
        return view;
    }

    private static Row order(String day, long customer, double amount, String note) {
        Instant at = Instant.parse(day + "T05:00:00Z");
        return RowFactory.create(customer, at, amount, note, day, at, customer + "-" + note, "r", 1);
    }

    /** Customer 1 on every other day, customer 2 on all. */
    private static List<Row> orders(int day) {
        List<Row> rows = new ArrayList<>(List.of(order(DAYS.get(day), 2, 5, "x")));
        if (day % 2 == 0) {
            rows.add(order(DAYS.get(day), 1, 3 + day, "x"));
        }
        return rows;
    }

    private static TestingView filled(String name) {
        TestingView view = view(name);
        for (int day = 0; day < DAYS.size(); day++) {
            view.publishPartition(name + "_a", DAYS.get(day), orders(day));
            if (day % 2 == 1 || day == DAYS.size() - 1) {
                // As a schedule would: not all days are computed from the same snapshot.
                view.update();
            }
        }
        return view;
    }

    private static List<ComparisonRow> compared(String name) {
        return new SystemTables(TestingLake.shared().lake())
                .comparisons()
                .scan(Expressions.equal("dataset", "views." + name + "_v1"));
    }

    @Test
    void computesOnlyTheDaysOnWhichAChangedEntityDiffers() {
        TestingView view = filled("differs");
        view.publishPartition(
                "differs_a", DAYS.get(0), List.of(order(DAYS.get(0), 2, 5, "x"), order(DAYS.get(0), 1, -0.5, "x")));

        ViewUpdatePlan plan = view.planned();

        assertThat(plan.runs())
                .as("the days of customer 1")
                .containsExactly("2024-03-10..2024-03-10", "2024-03-12..2024-03-12", "2024-03-14..2024-03-14");
        assertThat(compared("differs"))
                .singleElement()
                .satisfies(row -> assertThat(row.days()).containsExactly("2024-03-11", "2024-03-13", "2024-03-15"));
        assertThat(view.planned()).isEqualTo(plan);
        assertThat(view.update()).isEqualTo(plan);
        assertThat(view.update().runs()).isEmpty();
    }

    @Test
    void nothingIsStaleWhenWhatDiffersIsNotWhatTheViewReadsOrCameBack() {
        TestingView view = filled("unread");
        view.publishPartition(
                "unread_a", DAYS.get(0), List.of(order(DAYS.get(0), 2, 5, "x"), order(DAYS.get(0), 1, 3, "y")));
        view.publishPartition("unread_a", DAYS.get(1), List.of(order(DAYS.get(1), 2, 7, "x")));
        view.publishPartition("unread_a", DAYS.get(1), orders(1));

        assertThat(view.update().runs()).isEmpty();
        assertThat(compared("unread"))
                .singleElement()
                .satisfies(row -> assertThat(row.days()).containsAll(DAYS));
    }

    @Test
    void minusZeroIsAnotherValueThanZero() {
        TestingView view = view("zero");
        view.publishPartition("zero_a", DAYS.get(0), List.of(order(DAYS.get(0), 1, 0.0, "x")));
        view.update();
        view.publishPartition("zero_a", DAYS.get(0), List.of(order(DAYS.get(0), 1, -0.0, "x")));

        assertThat(view.update().runs()).containsExactly("2024-03-10..2024-03-10");
    }

    @Test
    void comparesNothingWhileAPublicationIsNotInTheLedger() {
        TestingView view = filled("unrecorded");
        view.publishPartition("unrecorded_a", DAYS.get(4), orders(4));
        Runnable ledger = view.publishUnrecorded(
                "unrecorded_a", DAYS.get(0), List.of(order(DAYS.get(0), 2, 1, "x"), order(DAYS.get(0), 1, 3, "x")));

        assertThat(view.planned().runs()).containsExactly("2024-03-14..2024-03-15");
        assertThat(compared("unrecorded")).isEmpty();
        ledger.run();

        assertThat(view.update().runs()).as("customer 2").containsExactly("2024-03-10..2024-03-14");
    }
}
