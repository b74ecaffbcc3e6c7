package io.sluice.definitions.yaml;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a scalar is written. YAML folds lines, drops indentation and decodes escapes, but keeps the order of whatever is no
 * blank: so a value is laid along its source, blank by blank, and the place of each character found.
 *
 * @param lines of the whole file
 * @param style as YAML's indicator: {@code '}, {@code "}, {@code |}, {@code >}, or a blank for plain
 */
public record Spelling(List<String> lines, char style) {
    private static final String ESCAPES = "0abtnvfre \"/\\N_LP";
    private static final String DECODED = "\0\u0007\b\t\n\u000b\f\r\u001b \"/\\\u0085\u00a0\u2028\u2029";

    /** The place of a character of the value; the start where the value does not lie along its source. */
    Place at(int offset, String value, Place start) {
        String first = lines.get(start.line() - 1);
        int column = first.offsetByCodePoints(0, Math.min(start.column() - 1, first.codePointCount(0, first.length())));
        Walk walk = style == '|' || style == '>'
                ? new Walk(start.line(), 0)
                : new Walk(start.line() - 1, style == ' ' ? column : column + 1);
        for (int n = 0; n < offset; n++) {
            if (!walk.take(value.charAt(n))) {
                return start;
            }
        }
        if (offset < value.length() && !walk.reach(value.charAt(offset))) {
            return start;
        }
        return new Place(start.path(), walk.line + 1, walk.column() + 1);
    }

    private final class Walk {
        private int line;
        private int at;
        private int pending;

        Walk(int line, int at) {
            this.line = line;
            this.at = at;
        }

        /** In code points, as the columns of other places. */
        int column() {
            String text = line < lines.size() ? lines.get(line) : "";
            return text.codePointCount(0, Math.min(at, text.length()));
        }

        /** Goes to where a character is written. */
        boolean reach(char wanted) {
            if (pending > 0) {
                return true;
            }
            while (!blank(wanted) && skipped()) {
                // whatever was blank has been passed
            }
            return blank(wanted) || matches(wanted);
        }

        /** Goes past a character. */
        boolean take(char wanted) {
            if (pending > 0) {
                pending--;
                return true;
            }
            if (!reach(wanted)) {
                return false;
            }
            if (!blank(wanted) || escaped() && matches(wanted)) {
                String symbol = symbol();
                at += symbol.length();
                pending = escape(symbol) == null || Character.charCount(code(symbol)) == 1 ? 0 : 1;
            } else if (wanted == '\n') {
                nextLine();
            } else if (blank(current())) {
                at++;
            }
            return true;
        }

        private boolean skipped() {
            char current = current();
            if (current == '\n') {
                return nextLine();
            }
            if (escaped() && symbol().length() == 1) {
                return nextLine();
            }
            if (blank(current)) {
                at++;
                return true;
            }
            if (escaped() && blank((char) code(symbol()))) {
                at += symbol().length();
                return true;
            }
            return false;
        }

        private boolean nextLine() {
            line++;
            at = 0;
            return line < lines.size();
        }

        private char current() {
            return line < lines.size() && at < lines.get(line).length()
                    ? lines.get(line).charAt(at)
                    : '\n';
        }

        private boolean escaped() {
            return style == '"' && current() == '\\';
        }

        private boolean matches(char wanted) {
            String symbol = symbol();
            return escape(symbol) == null
                    ? !symbol.isEmpty() && symbol.charAt(0) == wanted
                    : Character.toString(code(symbol)).charAt(0) == wanted;
        }

        /** What stands for one character of the value here. */
        private String symbol() {
            String text = line < lines.size()
                    ? lines.get(line).substring(Math.min(at, lines.get(line).length()))
                    : "";
            if (style == '\'' && text.startsWith("''")) {
                return "''";
            }
            if (!escaped()) {
                return text.isEmpty() ? "" : text.substring(0, 1);
            }
            char kind = text.length() > 1 ? text.charAt(1) : ' ';
            int digits = kind == 'x' ? 2 : kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
            return text.substring(0, Math.min(text.length(), 2 + digits));
        }
    }

    private @Nullable String escape(String symbol) {
        return style == '"' && symbol.length() > 1 ? symbol : null;
    }

    private static int code(String escape) {
        if (escape.length() > 2) {
            return Integer.parseUnsignedInt(escape.substring(2), 16);
        }
        int known = escape.length() == 2 ? ESCAPES.indexOf(escape.charAt(1)) : -1;
        return known < 0 ? ' ' : DECODED.charAt(known);
    }

    private static boolean blank(char character) {
        return character == ' ' || character == '\n' || character == '\t' || character == '\r';
    }
}
