package io.sluice.definitions.registry;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What was made of registered definitions, as far as a plan needs it.
 *
 * @param releases the newest release of each view that has one
 * @param certified the certified time of each source that has some
 * @param trainingSets those built from a view, by view
 */
public record Served(
        Map<String, Release> releases, Map<String, Certified> certified, Map<String, List<String>> trainingSets) {
    /**
     * A release.
     *
     * @param definitions what it names, as {@code kind/name}
     */
    public record Release(String name, List<String> definitions) {
        public Release {
            definitions = List.copyOf(definitions);
        }
    }

    /**
     * The gap-free certified time of a source.
     *
     * @param from its first instant
     * @param through the last instant that the source speaks about
     */
    public record Certified(Instant from, Instant through) {}

    public Served {
        releases = Collections.unmodifiableMap(new TreeMap<>(releases));
        certified = Collections.unmodifiableMap(new TreeMap<>(certified));
        trainingSets = Collections.unmodifiableMap(new TreeMap<>(trainingSets));
    }

    /** Nothing was made yet. */
    public static Served nothing() {
        return new Served(new TreeMap<>(), new TreeMap<>(), new TreeMap<>());
    }
}
