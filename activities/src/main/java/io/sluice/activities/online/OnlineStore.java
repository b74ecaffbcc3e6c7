package io.sluice.activities.online;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where readers look values up: per view, generation and entity one row with a slot per source, and per view a pointer that
 * says which generation is live. Source: contract §6, architecture.md §7.
 *
 * <p>Entities are canonical key texts. Every call is safe to repeat: a write that was already done answers SAME, a pointer
 * that already has the wanted value counts as swapped. Thread-safe.
 *
 * <p>All calls throw {@link OnlineStoreUnavailableException} when the store does not answer (a retry helps) and {@link
 * OnlineStoreRefusedException} when it refuses the caller (a retry does not).
 */
public interface OnlineStore extends AutoCloseable {
    /** The most keys that one call writes, reads, keeps or removes at once; longer lists are refused. */
    int MAX_BATCH = 1_000;

    /** What the pointer is called among marks that have notes. */
    String POINTER = "pointer";

    /** How long an entity without any value is remembered in a view without a time to live: its versions stop stragglers. */
    Duration ENDED_TTL = Duration.ofDays(7);

    /**
     * Writes each slot unless the stored version is greater or equal, and restarts the time to live of every key named.
     * Newest wins by version alone, whatever the order and however often a write is repeated.
     *
     * @return one answer per write, in order
     */
    List<WriteAnswer> write(SlotBatch batch);

    /**
     * Writes a batch and moves a mark of the same generation, both or neither: only if the mark still is what the writer saw,
     * or is what it is to be already, so that a call whose answer was lost can be repeated.
     *
     * @return one answer per write, in order; empty when the mark is another one, and then nothing was written
     */
    Optional<List<WriteAnswer>> write(SlotBatch batch, Mark mark);

    /** The marks of a generation by name. */
    Map<String, String> marks(String view, long generation);

    /**
     * The oldest notes of the calls that moved a mark, in the order of the calls. They stay until they are forgotten, or until
     * there are a million of them: then the oldest go.
     *
     * @param generation 0 for the pointer, whose mark is called {@link #POINTER}
     */
    List<Noted> notes(String view, long generation, String mark, int most);

    /** Takes notes away that were fetched; harmless when it is repeated. */
    void forget(String view, long generation, String mark, List<Noted> notes);

    /** The slots of each entity by slot name, in the order asked; an empty map for an entity that has none. */
    List<Map<String, StoredSlot>> read(String view, long generation, List<String> entities);

    /**
     * Restarts the time to live of entities whose values did not change.
     *
     * @return per entity, in order, whether it was there
     */
    List<Boolean> keep(String view, long generation, Duration ttl, List<String> entities);

    /**
     * Takes entities away with all their slots and versions, so an older write could come back: for retired generations and
     * erased subjects. A value that merely ended is written as an empty row instead, which keeps its version.
     *
     * @return how many were there
     */
    long remove(String view, long generation, List<String> entities);

    /** The pointer of a view, as text; empty when nothing was ever materialised. */
    Optional<String> pointer(String view);

    /**
     * Replaces the pointer if it still is what the caller saw.
     *
     * @param expected what was seen; empty for no pointer
     * @param note kept with the time of the swap until it is forgotten; null for none
     * @return false when somebody else moved it; true also when it already is the replacement
     */
    boolean swapPointer(String view, Optional<String> expected, String replacement, @Nullable String note);

    /** Replaces the pointer without a note. */
    default boolean swapPointer(String view, Optional<String> expected, String replacement) {
        return swapPointer(view, expected, replacement, null);
    }

    @Override
    void close();
}
