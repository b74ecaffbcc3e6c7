package io.sluice.definitions.pattern;

/** A part of an expression that is repeated without end, from its first character to behind its quantifier. */
record Repetition(int start, int end) {
    boolean holds(int position) {
        return start <= position && position < end;
    }
}
