package io.sluice.definitions.pattern;

import java.util.BitSet;

/** A part of an expression: the positions that may begin and end it, and whether it may match nothing. */
record Fragment(BitSet firsts, BitSet lasts, boolean nullable) {
    static final Fragment NOTHING = new Fragment(new BitSet(), new BitSet(), true);

    static Fragment of(int position) {
        BitSet one = new BitSet();
        one.set(position);
        return new Fragment(one, one, false);
    }

    static BitSet union(BitSet one, BitSet other) {
        BitSet both = (BitSet) one.clone();
        both.or(other);
        return both;
    }

    Fragment or(Fragment other) {
        return new Fragment(union(firsts, other.firsts), union(lasts, other.lasts), nullable || other.nullable);
    }

    /** This and then another, joined in the automaton. */
    Fragment then(Fragment next, Automaton automaton) {
        automaton.join(lasts, next.firsts);
        return new Fragment(
                nullable ? union(firsts, next.firsts) : firsts,
                next.nullable ? union(lasts, next.lasts) : next.lasts,
                nullable && next.nullable);
    }

    Fragment optional() {
        return new Fragment(firsts, lasts, true);
    }
}
