package io.sluice.definitions.pattern;

import java.util.BitSet;
import java.util.Optional;

/**
 * Finds regular expressions that explode: those that read some text in exponentially many ways, such as {@code (a+)+},
 * {@code (a|a)*} or {@code (\w+\s?)*}, so that an engine that goes back tries all of them before it gives up.
 *
 * <p>Decided on the automaton of positions (Glushkov): an expression has exponentially many ways iff two different ways lead
 * from a position back to itself over one text (Weber and Seidl, 1991). What the automaton does not know (assertions, back
 * references, possessive and atomic groups) counts as a letter of its own, so that nothing harmless is refused. Counted
 * repetitions are unfolded only where they are short. What is missed, {@link BudgetedText} stops.
 */
public final class Explosions {
    private Explosions() {}

    /**
     * The part at fault.
     *
     * @param position of its first character in the expression, from 0
     * @param part the repetition that can be read in several ways
     */
    public record Explosion(int position, String part) {}

    /**
     * The first explosion; empty where there is none, and for what is no expression or too large to tell.
     *
     * @param regex in the syntax of {@link java.util.regex.Pattern}
     * @param flags as {@link java.util.regex.Pattern#compile(String, int)} takes them
     */
    public static Optional<Explosion> find(String regex, int flags) {
        try {
            return ambiguous(new RegexReader(regex, flags).automaton())
                    .map(found -> new Explosion(found.start(), regex.substring(found.start(), found.end())));
        } catch (UnreadableException unknown) {
            // Whoever compiles it says what is wrong with it; what is only unknown here is stopped by its budget.
            return Optional.empty();
        }
    }

    private static Optional<Repetition> ambiguous(Automaton automaton) {
        Optional<Repetition> twice = automaton.edgeMadeTwice();
        return twice.isPresent() ? twice : twoWays(automaton);
    }

    /** Pairs of different positions that one text reaches from a position with itself, and that one leads back to such. */
    private static Optional<Repetition> twoWays(Automaton automaton) {
        int size = automaton.size();
        BitSet reached = reach(automaton, true);
        BitSet leading = reach(automaton, false);
        reached.and(leading);
        for (int pair = reached.nextSetBit(0); pair >= 0; pair = reached.nextSetBit(pair + 1)) {
            int one = pair / size;
            int other = pair % size;
            if (one != other) {
                return automaton.around(one, other);
            }
        }
        return Optional.empty();
    }

    /** All pairs that the pairs of equal positions lead to, or that lead to them, without leaving what repeats. */
    private static BitSet reach(Automaton automaton, boolean forward) {
        int size = automaton.size();
        BitSet seen = new BitSet(size * size);
        int[] open = new int[size * size];
        int count = 0;
        for (int position = 0; position < size; position++) {
            seen.set(position * size + position);
            open[count++] = position * size + position;
        }
        for (int done = 0; done < count; done++) {
            int one = open[done] / size;
            int other = open[done] % size;
            BitSet next = automaton.neighbours(one, forward);
            for (int to = next.nextSetBit(0); to >= 0; to = next.nextSetBit(to + 1)) {
                BitSet beside = automaton.neighbours(other, forward);
                for (int too = beside.nextSetBit(0); too >= 0; too = beside.nextSetBit(too + 1)) {
                    int pair = to * size + too;
                    if (!seen.get(pair) && automaton.meets(to, too)) {
                        seen.set(pair);
                        open[count++] = pair;
                    }
                }
            }
        }
        return seen;
    }
}
