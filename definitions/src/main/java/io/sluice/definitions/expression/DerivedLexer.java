package io.sluice.definitions.expression;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts the text of a derived expression into tokens. */
final class DerivedLexer {
    /** What a token is; QUOTED is a name in backticks, which is never a keyword. */
    enum Kind {
        NUMBER,
        STRING,
        NAME,
        QUOTED,
        SYMBOL,
        END
    }

    record Token(Kind kind, String text, int position) {
        boolean is(String wanted) {
            boolean word = kind == Kind.NAME && text.equalsIgnoreCase(wanted);
            return word || kind == Kind.SYMBOL && text.equals(wanted);
        }
    }

    private static final Pattern TOKEN = Pattern.compile("(?<space>\\s+)"
            + "|(?<number>(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[A-Za-z_]*)"
            + "|(?<name>[A-Za-z_][A-Za-z0-9_]*)"
            + "|`(?<quoted>[^`]+)`"
            + "|'(?<string>[^'\\\\]*)'"
            + "|(?<symbol><=|>=|<>|!=|==|[-+*/(),=<>])");

    private DerivedLexer() {}

    static List<Token> tokens(String text) {
        List<Token> tokens = new ArrayList<>();
        Matcher matcher = TOKEN.matcher(text);
        int position = 0;
        while (position < text.length()) {
            if (!matcher.region(position, text.length()).lookingAt()) {
                throw unexpected(text, position);
            }
            if (matcher.group("space") == null) {
                tokens.add(token(matcher, position));
            }
            position = matcher.end();
        }
        tokens.add(new Token(Kind.END, "", text.length()));
        return tokens;
    }

    private static ExpressionException unexpected(String text, int position) {
        char found = text.charAt(position);
        String message = found == '\''
                ? "A string must end on the same line and hold no backslash"
                : "A derived feature cannot hold " + text.substring(position, text.offsetByCodePoints(position, 1))
                        + ": it takes + - * /, comparisons, AND, OR, NOT, CASE, COALESCE, IF, LEAST, GREATEST and CAST";
        return new ExpressionException(message, position);
    }

    private static Token token(Matcher matcher, int position) {
        for (Kind kind : List.of(Kind.NUMBER, Kind.NAME, Kind.QUOTED, Kind.STRING, Kind.SYMBOL)) {
            String text = matcher.group(kind.name().toLowerCase(java.util.Locale.ROOT));
            if (text != null) {
                return new Token(kind, text, position);
            }
        }
        throw new IllegalStateException("No token at " + position);
    }
}
