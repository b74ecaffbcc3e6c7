package io.sluice.activities.online.materialize.load;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.online.ReleasedView;
import io.sluice.activities.online.SlotWrite;
import io.sluice.activities.online.TestingViews;
import io.sluice.activities.online.materialize.Targets;
import io.sluice.activities.online.reader.ServedViews;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.workflows.online.MaterializationPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class SlotRowsTest {
    private static final ChangePoint POINT =
            new ChangePoint(1_000, new Object[] {3L, "NL"}, new long[] {1_000, 1_000}, new long[] {2_000, 2_000});
    private static final MaterializationPlan PLAN = new MaterializationPlan(
            "activity", "FULL", "activity@v1-000017", 17, "views.activity_v1", "1", 5_000, -1, 1, true, 1);

    private final ViewPlan plan = TestingViews.activity(null, null);

    @Test
    void everySourceWithoutAStreamHasASlot() {
        assertThat(new SlotRows(plan).writes("e", POINT, PLAN))
                .extracting(SlotWrite::slot)
                .containsExactly("profiles", "sales");
    }

    @Test
    void theSlotOfAStreamIsItsSinksAlone() {
        SlotRows slots = new SlotRows(TestingViews.streaming(plan, 1));

        assertThat(slots.writes("e", POINT, PLAN)).extracting(SlotWrite::slot).containsExactly("profiles");
        assertThat(slots.endings("e", PLAN)).extracting(SlotWrite::slot).containsExactly("profiles");
        ChangePoint clicked = new ChangePoint(1_500, new Object[] {4L, "NL"}, POINT.timestamps(), POINT.validUntil());
        assertThat(slots.equal(POINT, clicked)).isTrue();
    }

    @Test
    void readersTakeUntilWhenAStreamsValueHoldsFromTheStream() {
        assertThat(hops(plan)).containsExactly(TestingViews.HOP.toMillis(), null);
        assertThat(hops(TestingViews.streaming(plan, 1))).containsExactly(null, null);
    }

    private static List<Long> hops(ViewPlan plan) {
        ReleasedView release = new ReleasedView(
                "activity", "activity@v1-000017", 17, "v1", "views.activity_v1", "1", 5_000, plan, Map.of(), Map.of());
        List<Long> hops = new ArrayList<>();
        ServedViews.live(release, Targets.of(PLAN)).features().forEach(feature -> hops.add(feature.hopMs()));
        return hops;
    }
}
