package io.sluice.workflows.lane;

import io.sluice.workflows.stream.PlannedView;
import io.sluice.workflows.stream.StreamInstanceInput;
import io.sluice.workflows.stream.StreamPlan;
import io.sluice.workflows.stream.StreamRole;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.IntStream;

/** Which instances a plan makes, and what a newer plan adds to them. */
final class LanePlan {
    private LanePlan() {}

    /** All instances that somebody can host, in the order in which data passes through them. */
    static List<StreamInstanceInput> instances(StreamPlan plan, int each) {
        String source = plan.source().name();
        List<StreamInstanceInput> all = new ArrayList<>();
        add(all, each, number -> StreamInstanceInput.of(source, StreamRole.ACCEPT, number));
        for (PlannedView view : plan.views()) {
            add(all, each, number -> StreamInstanceInput.of(source, StreamRole.VIEW, view, number));
        }
        add(all, each, number -> StreamInstanceInput.of(source, StreamRole.LAKE_SINK, number));
        for (PlannedView view : plan.views()) {
            if (view.read()) {
                add(all, each, number -> StreamInstanceInput.of(source, StreamRole.ONLINE_SINK, view, number));
            }
        }
        all.removeIf(instance -> !plan.has(StreamRole.named(instance.role())));
        return all;
    }

    private static void add(List<StreamInstanceInput> all, int each, IntFunction<StreamInstanceInput> instance) {
        IntStream.rangeClosed(1, each).mapToObj(instance).forEach(all::add);
    }

    /**
     * What runs goes on running: a newer plan only adds. The version of the source stays the one that the lane began with, a
     * version that is read stays read, and one that comes beside it is not read: readers are not switched by a lane.
     */
    static StreamPlan merged(StreamPlan running, StreamPlan newer) {
        Map<String, PlannedView> views = new LinkedHashMap<>();
        running.views().forEach(view -> views.put(key(view), view));
        newer.views().forEach(view -> views.putIfAbsent(key(view), beside(view, running)));
        return new StreamPlan(
                running.source(),
                newer.gate(),
                newer.preventSelfApproval(),
                new ArrayList<>(views.values()),
                newer.roles(),
                newer.epoch(),
                newer.rejected(),
                newer.corrects());
    }

    private static PlannedView beside(PlannedView added, StreamPlan running) {
        boolean taken = running.views().stream()
                .anyMatch(view ->
                        view.read() && view.view().name().equals(added.view().name()));
        return taken ? new PlannedView(added.view(), false) : added;
    }

    private static String key(PlannedView view) {
        return view.view().name() + " " + view.view().version();
    }
}
