package io.sluice.workflows.publish;

import io.sluice.workflows.details.RunPage;
import io.sluice.workflows.window.view.GateView;
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
    public void expect(String gateId) {
        running.add(gateId);
    }

    /** A gate that has ended. */
    public void closed(String gateId, String outcome) {
        running.remove(gateId);
        @Nullable GateView last = views.get(gateId);
        if (last != null) {
            views.put(gateId, last.in(outcome));
            show();
        }
        if (views.size() > KEPT) {
            views.keySet().stream()
                    .filter(id -> !running.contains(id))
                    .findFirst()
                    .ifPresent(views::remove);
        }
    }

    /** Gates that a run before this one of the same chain has started, and what it knew of them. */
    public void restore(List<String> gateIds, List<GateView> known) {
        running.addAll(gateIds);
        known.forEach(view -> views.put(view.gateId(), view));
        show();
    }

    /** A gate whose end is no longer awaited here. */
    public void forget(String gateId) {
        running.remove(gateId);
        views.remove(gateId);
        show();
    }

    /** Whether a gate has said that it has ended; one that was terminated says nothing. */
    public boolean hasEnded(String gateId) {
        @Nullable GateView last = views.get(gateId);
        return last != null && !last.waits();
    }

    /** The last copies of the gates that have not ended, in short. */
    public List<GateView> open() {
        return views.values().stream()
                .filter(view -> running.contains(view.gateId()))
                .map(GateView::brief)
                .toList();
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
