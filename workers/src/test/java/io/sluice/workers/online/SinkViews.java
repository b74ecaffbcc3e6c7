package io.sluice.workers.online;

import io.sluice.activities.online.reader.Pointer;
import io.sluice.activities.online.reader.Pointer.Live;
import io.sluice.activities.online.reader.Pointer.Target;
import io.sluice.activities.online.reader.PointerJson;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.changepoint.ViewPlan.Input;
import io.sluice.definitions.changepoint.ViewPlan.SourcePlan;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Entity;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Feature.NullPolicy;
import io.sluice.definitions.model.View;
import io.sluice.definitions.online.SlotRow;
import io.sluice.definitions.slot.SlotPlan;
import io.sluice.workers.broker.StreamSources;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A view with one latest value, put together by hand so that a process of the tests starts at once. */
public final class SinkViews {
    static final String VIEW = "last_seen";

    private SinkViews() {}

    public static ViewPlan plan(String source) {
        NullPolicy none = new NullPolicy(NullPolicy.Kind.NULL, null);
        Feature feature = new Feature(
                "amount", "user_id", source, null, List.of(), null, null, "amount", null, none, null, 6, 10_000, true,
                true, null, List.of(), null);
        return new ViewPlan(
                new View(
                        VIEW,
                        "user_id",
                        List.of("amount"),
                        null,
                        null,
                        View.Materialization.MANUAL,
                        null,
                        null,
                        List.of(),
                        null),
                new Entity("user_id", List.of(new Column("user_id", DataType.STRING)), null, null),
                List.of(new FeaturePlan(feature, DataType.BIGINT, DataType.BIGINT, 0)),
                List.of(new SourcePlan(
                        StreamSources.clicks(source, "raw"), List.of(new Input(0, List.of(), "amount")))));
    }

    /** A packed slot; null: nothing holds any more. */
    public static byte[] slot(String source, @Nullable Long value) {
        long since = value == null ? ChangePoint.NEVER : 1_000;
        return SlotPlan.of(plan(source), 0, "definition")
                .codec()
                .encode(new SlotRow(new Object[] {value}, new long[] {since}, new long[] {ChangePoint.NONE}));
    }

    /** A pointer whose live generation holds version 1, and perhaps others that are being loaded. */
    public static String pointer(String view, long live, long... loading) {
        List<Target> targets = Arrays.stream(loading)
                .mapToObj(generation -> target(view, generation))
                .toList();
        Live now = new Live(target(view, live), "v1", List.of(), null, List.of());
        return PointerJson.write(new Pointer(Pointer.FORMAT, 1, view, now, targets, List.of()));
    }

    private static Target target(String view, long generation) {
        return new Target(generation, view + "@v1-000001", 1, "views." + view + "_v1", "1", "2026-06-28T10:00:00Z");
    }
}
