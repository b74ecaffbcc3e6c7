package io.sluice.definitions.pattern;

import java.util.BitSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an expression in Java's syntax into its automaton of positions. */
final class RegexReader {
    private static final int MOST_CHARACTERS = 2_000;
    private static final int MOST_DEPTH = 50;

    /** Repetitions of up to so many are written out. */
    private static final int SHORT = 4;

    /** Repetitions of more than so many are as bad as endless ones. */
    private static final int LONG = 10;

    private static final Pattern COUNTED = Pattern.compile("\\{(\\d{1,9})(,(\\d{0,9}))?\\}");
    private static final Pattern GROUP =
            Pattern.compile("\\((?:\\?(?:(?<plain>:|<[A-Za-z]\\w*>)|(?<apart>[=!>]|<[=!])|(?<flags>[a-zA-Z-]*)[:)]))?");
    private static final Pattern ESCAPE = Pattern.compile(
            "\\\\(?:(?<strange>[1-9]\\d*|k<\\w+>|[bB](?:\\{g\\})?|[AZzG])"
                    + "|[pP](?:\\{[^}]*\\}|.)|x(?:\\{\\p{XDigit}+\\}|\\p{XDigit}{2})|u\\p{XDigit}{4}|N\\{[^}]*\\}"
                    + "|0[0-7]{1,3}|c.|[^QEk1-9])",
            Pattern.DOTALL);

    private final String regex;
    private final Letters letters;
    private final Automaton automaton = new Automaton();
    private int at;
    private int depth;

    /** @throws UnreadableException for what is no expression, or one with comments or quotations */
    RegexReader(String regex, int flags) {
        if (regex.length() > MOST_CHARACTERS || (flags & (Pattern.COMMENTS | Pattern.LITERAL)) != 0) {
            throw new UnreadableException("too long, or with comments");
        }
        this.regex = regex;
        this.letters = new Letters(regex, flags);
        either();
        if (at < regex.length()) {
            throw new UnreadableException("a bracket too many");
        }
    }

    Automaton automaton() {
        return automaton.closed();
    }

    private Fragment either() {
        if (++depth > MOST_DEPTH) {
            throw new UnreadableException("nested too deeply");
        }
        Fragment all = sequence();
        while (at < regex.length() && regex.charAt(at) == '|') {
            at++;
            all = all.or(sequence());
        }
        depth--;
        return all;
    }

    private Fragment sequence() {
        Fragment all = Fragment.NOTHING;
        while (at < regex.length() && "|)".indexOf(regex.charAt(at)) < 0) {
            all = all.then(repeated(), automaton);
        }
        return all;
    }

    private Fragment repeated() {
        int start = at;
        Fragment once = one();
        int end = at;
        if (at >= regex.length() || "*+?{".indexOf(regex.charAt(at)) < 0) {
            return once;
        }
        int least = regex.charAt(at) == '+' ? 1 : 0;
        int most = regex.charAt(at) == '?' ? 1 : Integer.MAX_VALUE;
        Matcher counted = COUNTED.matcher(regex).region(at, regex.length());
        if (counted.lookingAt()) {
            least = Integer.parseInt(counted.group(1));
            String bound = counted.group(3);
            most = counted.group(2) == null ? least : bound.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(bound);
            at = counted.end();
        } else {
            at++;
        }
        boolean possessive = at < regex.length() && regex.charAt(at) == '+';
        if (possessive || at < regex.length() && regex.charAt(at) == '?') {
            at++;
        }
        return possessive ? stranger(start) : times(once, new Repetition(start, at), end, least, most);
    }

    private Fragment times(Fragment once, Repetition whole, int end, int least, int most) {
        if (most == Integer.MAX_VALUE || most > LONG && least < most) {
            automaton.repeat(once.lasts(), once.firsts(), whole);
            return least == 0 ? once.optional() : once;
        }
        if (most == 0) {
            return Fragment.NOTHING;
        }
        Fragment all = most <= SHORT ? copies(once, whole, end, least, most) : once;
        return least == 0 ? all.optional() : all;
    }

    /** {@code x{1,3}} is {@code x(x(x)?)?}, not {@code xx?x?}: the latter can be read in several ways. */
    private Fragment copies(Fragment once, Repetition whole, int end, int least, int most) {
        BitSet lasts = least <= 1 ? once.lasts() : new BitSet();
        Fragment before = once;
        for (int n = 2; n <= most; n++) {
            at = whole.start();
            Fragment copy = one();
            if (at != end) {
                throw new IllegalStateException("Not the same twice: " + regex);
            }
            automaton.join(before.lasts(), copy.firsts());
            lasts = n >= least || once.nullable() ? Fragment.union(lasts, copy.lasts()) : lasts;
            before = copy;
        }
        at = whole.end();
        return new Fragment(once.firsts(), lasts, once.nullable());
    }

    private Fragment one() {
        return switch (regex.charAt(at)) {
            case '(' -> group();
            case '[' -> letter(set());
            case '\\' -> escape();
            case '^', '$' -> stranger(at++);
            case '*', '+', '?' -> throw new UnreadableException("nothing to repeat");
            default -> letter(Character.charCount(regex.codePointAt(at)));
        };
    }

    private Fragment letter(int length) {
        int place = at;
        at += length;
        String written = regex.substring(place, at);
        return Fragment.of(automaton.add(letters.of(written.matches("[{}\\]]") ? "\\" + written : written), place));
    }

    /** What the automaton does not know: it stands for itself, and leads on. */
    private Fragment stranger(int place) {
        return Fragment.of(automaton.add(letters.stranger(), place));
    }

    private Fragment escape() {
        Matcher escape = ESCAPE.matcher(regex).region(at, regex.length());
        if (!escape.lookingAt()) {
            throw new UnreadableException("unknown escape");
        }
        if (escape.group("strange") == null) {
            return letter(escape.end() - at);
        }
        int place = at;
        at = escape.end();
        return stranger(place);
    }

    private Fragment group() {
        int place = at;
        Matcher group = GROUP.matcher(regex).region(at, regex.length());
        if (!group.lookingAt()
                || group.group("flags") != null && group.group("flags").contains("x")) {
            throw new UnreadableException("unknown group");
        }
        at = group.end();
        if (group.group().endsWith(")")) {
            return Fragment.NOTHING;
        }
        Fragment body = either();
        if (at >= regex.length()) {
            throw new UnreadableException("a group without an end");
        }
        at++;
        return group.group("apart") == null ? body : stranger(place);
    }

    /** The length of a set, with sets inside. */
    private int set() {
        int open = 0;
        for (int i = at; i < regex.length(); i++) {
            char letter = regex.charAt(i);
            boolean first = i > at && (regex.charAt(i - 1) == '[' || regex.startsWith("[^", i - 2));
            if (letter == '\\') {
                i++;
            } else if (letter == '[') {
                open++;
            } else if (letter == ']' && !first && --open == 0) {
                return i + 1 - at;
            }
        }
        throw new UnreadableException("a set without an end");
    }
}
