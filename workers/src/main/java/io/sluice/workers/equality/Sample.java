package io.sluice.workers.equality;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.iceberg.relocated.com.google.common.hash.HashFunction;
import org.apache.iceberg.relocated.com.google.common.hash.Hashing;

/**
 * The same entities whoever chooses them: those whose hashes under a seed are the least. What belongs to one that does not stay is
 * dropped, so memory is bounded however many there are.
 *
 * @param <T> what is kept of each
 */
final class Sample<T> {
    private final int most;
    private final HashFunction hash;
    private final Supplier<T> empty;
    private final TreeMap<Long, String> chosen = new TreeMap<>();
    private final Map<String, T> kept = new HashMap<>();

    Sample(int most, long seed, Supplier<T> empty) {
        this.most = most;
        this.hash = Hashing.murmur3_128((int) (seed ^ seed >>> 32));
        this.empty = empty;
    }

    /** What is kept of an entity; empty when it is not among the chosen. */
    Optional<T> of(String entity) {
        T known = kept.get(entity);
        if (known != null) {
            return Optional.of(known);
        }
        long place = hash.hashString(entity, StandardCharsets.UTF_8).asLong();
        if (chosen.size() >= most && place > chosen.lastKey()) {
            return Optional.empty();
        }
        T fresh = empty.get();
        String other = chosen.put(place, entity);
        if (other != null) {
            kept.remove(other);
        }
        kept.put(entity, fresh);
        if (chosen.size() > most) {
            kept.remove(chosen.pollLastEntry().getValue());
        }
        return Optional.ofNullable(kept.get(entity));
    }

    /** Of the chosen ones. */
    Map<String, T> kept() {
        return kept;
    }
}
