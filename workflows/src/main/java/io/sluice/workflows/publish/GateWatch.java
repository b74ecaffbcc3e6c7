package io.sluice.workflows.publish;

import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.window.GateView;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a run knows of its gates: the copies that they send. */
public final class GateWatch {
    private static final int KEPT = 10;

    private final RunPage page;
    private final Set<String> running = new LinkedHashSet<>();
    private final Map<String, GateView> views = new LinkedHashMap<>();

    public GateWatch(RunPage page) {
        this.page = page;
    }

    /** A gate that this run is about to start. */
    void expect(String gateId) {
        running.add(gateId);
    }

    /** A gate that has ended. */
    void closed(String gateId, String outcome) {
        running.remove(gateId);
        @Nullable GateView last = views.get(gateId);
        if (last != null) {
            views.put(gateId, last.in(outcome));
            show();
        }
    }

    /** A copy from a gate; false when this run waits for no such gate. */
    boolean seen(GateView view) {
        if (!running.contains(view.gateId())) {
            return false;
        }
        views.put(view.gateId(), view);
        show();
        return true;
    }

    /** The gates that have not ended. */
    List<String> running() {
        return List.copyOf(running);
    }

    private void show() {
        List<GateView> all = new ArrayList<>(views.values());
        page.gates(all.subList(Math.max(0, all.size() - KEPT), all.size()));
    }
}
