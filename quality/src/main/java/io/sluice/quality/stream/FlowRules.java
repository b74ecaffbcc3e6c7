package io.sluice.quality.stream;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The expectations of a gate about the flow of a stream, and what is to be counted for them. Not thread-safe. */
public final class FlowRules {
    private final List<FlowRule> rules = new ArrayList<>();
    private final Map<String, Long> lags = new LinkedHashMap<>();

    /** Takes one more, after all before it. */
    public void add(FlowRule rule) {
        rules.add(rule);
        rule.type()
                .longestLag(rule.arguments())
                .ifPresent(longest -> lags.put(StreamType.lagCounter(longest), longest.toMillis()));
    }

    public List<FlowRule> list() {
        return List.copyOf(rules);
    }

    /** What is counted of single records, by name. */
    public List<String> counters() {
        return List.copyOf(lags.keySet());
    }

    /**
     * Counts a record.
     *
     * @param lag milliseconds from its event to the broker
     * @param counts one for each of {@link #counters}, in their order, from {@code first} on
     */
    public void count(long lag, long[] counts, int first) {
        int i = first;
        for (long longest : lags.values()) {
            counts[i] += lag > longest ? 1 : 0;
            i++;
        }
    }

    /** Lengths of the stretches whose rows are counted, in milliseconds, each once. */
    public List<Long> stretches() {
        return rules.stream()
                .flatMap(rule -> rule.type().stretch(rule.arguments()).stream())
                .map(Duration::toMillis)
                .distinct()
                .toList();
    }
}
