package io.sluice.definitions.pattern;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The letters of an expression as positions, and which may follow which. Built once, then closed. */
final class Automaton {
    private static final int MOST = 160;

    private final List<BitSet> labels = new ArrayList<>();
    private final List<Integer> places = new ArrayList<>();
    private final Map<Long, Repetition> twice = new HashMap<>();
    private final List<Repetition> repetitions = new ArrayList<>();
    private final List<BitSet> after = new ArrayList<>();
    private final List<BitSet> before = new ArrayList<>();
    private final List<BitSet> reaches = new ArrayList<>();

    /** A position for a letter that is written at a place; {@code letters} are numbers of sampled characters. */
    int add(BitSet letters, int place) {
        if (labels.size() == MOST) {
            throw new UnreadableException("too many positions");
        }
        labels.add(letters);
        places.add(place);
        after.add(new BitSet());
        before.add(new BitSet());
        return labels.size() - 1;
    }

    /** Whatever ends one part may be followed by whatever begins the next. */
    void join(BitSet lasts, BitSet firsts) {
        for (int last = lasts.nextSetBit(0); last >= 0; last = lasts.nextSetBit(last + 1)) {
            after.get(last).or(firsts);
            for (int first = firsts.nextSetBit(0); first >= 0; first = firsts.nextSetBit(first + 1)) {
                before.get(first).set(last);
            }
        }
    }

    /** The same for the end and the beginning of what is repeated: two loops that do the same are two ways. */
    void repeat(BitSet lasts, BitSet firsts, Repetition repetition) {
        repetitions.add(repetition);
        for (int last = lasts.nextSetBit(0); last >= 0; last = lasts.nextSetBit(last + 1)) {
            for (int first = firsts.nextSetBit(0); first >= 0; first = firsts.nextSetBit(first + 1)) {
                long edge = (long) last * MOST + first;
                if (after.get(last).get(first)) {
                    twice.putIfAbsent(edge, repetition);
                }
            }
        }
        join(lasts, firsts);
    }

    /** Computes what leads where; nothing is added afterwards. */
    Automaton closed() {
        after.forEach(next -> reaches.add((BitSet) next.clone()));
        for (int middle = 0; middle < size(); middle++) {
            for (BitSet reach : reaches) {
                if (reach.get(middle)) {
                    reach.or(reaches.get(middle));
                }
            }
        }
        for (int from = 0; from < size(); from++) {
            for (int to = after.get(from).nextSetBit(0);
                    to >= 0;
                    to = after.get(from).nextSetBit(to + 1)) {
                if (!reaches.get(to).get(from)) {
                    after.get(from).clear(to);
                    before.get(to).clear(from);
                }
            }
        }
        return this;
    }

    int size() {
        return labels.size();
    }

    /** What comes after a position (or before it) and leads back to it. */
    BitSet neighbours(int position, boolean forward) {
        return (forward ? after : before).get(position);
    }

    /** Whether one letter may stand at both. */
    boolean meets(int one, int other) {
        return labels.get(one).intersects(labels.get(other));
    }

    /** The outer of two loops that lead from one position to another on their own. */
    Optional<Repetition> edgeMadeTwice() {
        return twice.entrySet().stream()
                .filter(edge -> after.get((int) (edge.getKey() / MOST)).get((int) (edge.getKey() % MOST)))
                .map(Map.Entry::getValue)
                .min(Comparator.comparingInt(Repetition::start));
    }

    /** The smallest repetition around two positions. */
    Optional<Repetition> around(int one, int other) {
        return repetitions.stream()
                .filter(repetition -> repetition.holds(places.get(one)) && repetition.holds(places.get(other)))
                .min(Comparator.comparingInt(repetition -> repetition.end() - repetition.start()));
    }
}
