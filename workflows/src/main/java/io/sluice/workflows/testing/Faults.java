package io.sluice.workflows.testing;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What was called, and what goes wrong next. Safe for many threads. */
public final class Faults {
    private final List<String> calls = new ArrayList<>();
    private final Map<String, Deque<RuntimeException>> planned = new LinkedHashMap<>();

    /** The next call of this activity fails; several are used up in order. */
    public synchronized void next(String activity, RuntimeException failure) {
        planned.computeIfAbsent(activity, name -> new ArrayDeque<>()).addLast(failure);
    }

    /** The activities that were called, in order, failed ones included. */
    public synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    synchronized void hit(String activity) {
        calls.add(activity);
        @Nullable
        RuntimeException failure =
                planned.getOrDefault(activity, new ArrayDeque<>()).pollFirst();
        if (failure != null) {
            throw failure;
        }
    }
}
