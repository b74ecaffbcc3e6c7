package io.sluice.quality.python.date;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Splits a text into words, numbers and single letters as dateutil does ({@code _timelex}): a dot divides
 * {@code Sep.20.2009}, but not {@code 4:30:21.447}.
 */
final class DateTokens {
    /** What the token at hand consists of so far. */
    private enum State {
        WORD,
        NUMBER,
        DOTTED_WORD,
        DOTTED_NUMBER
    }

    private final int[] letters;
    private final Deque<String> waiting = new ArrayDeque<>();
    private int position;
    private @Nullable State state;
    private boolean sawLetters;

    private DateTokens(String text) {
        letters = text.codePoints().filter(letter -> letter != 0).toArray();
    }

    /** The tokens of a text, blanks included. */
    static List<String> of(String text) {
        DateTokens tokens = new DateTokens(text);
        List<String> all = new ArrayList<>();
        while (!tokens.waiting.isEmpty() || tokens.position < tokens.letters.length) {
            all.add(tokens.waiting.isEmpty() ? tokens.next() : tokens.waiting.removeFirst());
        }
        return all;
    }

    private String next() {
        StringBuilder token = new StringBuilder();
        int first = letters[position++];
        token.appendCodePoint(Character.isWhitespace(first) || Character.isSpaceChar(first) ? ' ' : first);
        state = Character.isLetter(first) ? State.WORD : Character.isDigit(first) ? State.NUMBER : null;
        sawLetters = false;
        while (state != null && position < letters.length && accepts(letters[position], token)) {
            token.appendCodePoint(letters[position++]);
        }
        return finished(token.toString());
    }

    /** Whether a letter belongs to the token; may change what the token is. */
    private boolean accepts(int letter, StringBuilder token) {
        boolean afterDot = token.charAt(token.length() - 1) == '.';
        return switch (java.util.Objects.requireNonNull(state, "state is null")) {
            case WORD -> word(letter);
            case NUMBER -> number(letter, token.length());
            case DOTTED_WORD -> dottedWord(letter, afterDot);
            case DOTTED_NUMBER -> dottedNumber(letter, afterDot);
        };
    }

    private boolean word(int letter) {
        sawLetters = true;
        if (letter == '.') {
            state = State.DOTTED_WORD;
        }
        return letter == '.' || Character.isLetter(letter);
    }

    private boolean number(int letter, int length) {
        boolean divides = letter == '.' || letter == ',' && length >= 2;
        if (divides) {
            state = State.DOTTED_NUMBER;
        }
        return divides || Character.isDigit(letter);
    }

    private boolean dottedWord(int letter, boolean afterDot) {
        sawLetters = true;
        boolean number = Character.isDigit(letter) && afterDot;
        if (number) {
            state = State.DOTTED_NUMBER;
        }
        return number || letter == '.' || Character.isLetter(letter);
    }

    private boolean dottedNumber(int letter, boolean afterDot) {
        boolean word = Character.isLetter(letter) && afterDot;
        if (word) {
            state = State.DOTTED_WORD;
        }
        return word || letter == '.' || Character.isDigit(letter);
    }

    private String finished(String token) {
        boolean dotted = state == State.DOTTED_WORD || state == State.DOTTED_NUMBER;
        long dots = token.chars().filter(letter -> letter == '.').count();
        String first = token;
        if (dotted && (sawLetters || dots > 1 || token.endsWith(".") || token.endsWith(","))) {
            List<String> parts = divided(token);
            first = parts.get(0);
            parts.subList(1, parts.size()).stream()
                    .filter(part -> !part.isEmpty())
                    .forEach(waiting::add);
        }
        return state == State.DOTTED_NUMBER && first.indexOf('.') < 0 ? first.replace(',', '.') : first;
    }

    /** At dots and commas, which are parts themselves. */
    private static List<String> divided(String token) {
        List<String> parts = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < token.length(); i++) {
            if (token.charAt(i) == '.' || token.charAt(i) == ',') {
                parts.add(token.substring(from, i));
                parts.add(token.substring(i, i + 1));
                from = i + 1;
            }
        }
        parts.add(token.substring(from));
        return parts;
    }
}
