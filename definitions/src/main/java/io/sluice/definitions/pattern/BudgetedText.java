package io.sluice.definitions.pattern;

/**
 * A text that may be looked at so many times. A regular expression that backtracks without end reads the same letters
 * over and over, so reading is what is counted: no clock, the same answer on every machine. For one search; reading
 * beyond the budget throws {@link TooManyStepsException}.
 */
public final class BudgetedText implements CharSequence {
    /** Allowed for any text, however short. */
    private static final long BASE = 2_000_000;

    /** Allowed for each letter on top; a linear search reads a letter a handful of times. */
    private static final long PER_LETTER = 100;

    private final String text;
    private long left;

    /** A text with its budget: 2,000,000 readings of a letter, and 100 more for each of its letters. */
    public BudgetedText(String text) {
        this.text = text;
        this.left = BASE + PER_LETTER * text.length();
    }

    @Override
    public char charAt(int index) {
        if (--left < 0) {
            throw new TooManyStepsException();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
