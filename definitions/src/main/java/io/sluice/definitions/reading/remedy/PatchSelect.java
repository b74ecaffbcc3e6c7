package io.sluice.definitions.reading.remedy;

import io.sluice.definitions.expression.ExpressionException;
import java.util.ArrayList;
import java.util.List;

/** Takes the statement of a patch apart; what stands in it is compiled by others. */
final class PatchSelect {
    private static final String FORM = "a patch is written as SELECT <expression> AS <column>, … FROM rows";

    private final String sql;
    private final List<Item> items = new ArrayList<>();
    private int depth;
    private int itemAt = -1;
    private int asAt = -1;

    private PatchSelect(String sql) {
        this.sql = sql;
    }

    /**
     * What one column becomes.
     *
     * @param expressionAt where the expression begins in the statement, in characters
     * @param columnAt where the column's name begins
     */
    record Item(String column, int columnAt, String expression, int expressionAt) {}

    /**
     * The columns that a statement writes.
     *
     * @throws ExpressionException with a sentence and the position inside the statement
     */
    static List<Item> parse(String sql) {
        PatchSelect select = new PatchSelect(sql);
        select.read();
        return List.copyOf(select.items);
    }

    private void read() {
        int at = 0;
        while (at < sql.length()) {
            int end = next(at);
            String token = sql.substring(at, end);
            if (itemAt < 0) {
                begin(token, at, end);
            } else if (depth == 0 && token.equalsIgnoreCase("AS")) {
                asAt = at;
            } else if (depth == 0 && token.equals(",")) {
                add(at);
                itemAt = end;
            } else if (depth == 0 && token.equalsIgnoreCase("FROM")) {
                add(at);
                requireRows(end);
                return;
            } else {
                depth += "([".contains(token) ? 1 : ")]".contains(token) ? -1 : 0;
            }
            at = end;
        }
        throw new ExpressionException(FORM, 0);
    }

    private void begin(String token, int at, int end) {
        if (token.equalsIgnoreCase("SELECT")) {
            itemAt = end;
        } else if (!token.isBlank()) {
            throw new ExpressionException(FORM, at);
        }
    }

    /** The end of the token that begins here: a quoted text, a word, or one other character. */
    private int next(int at) {
        char first = sql.charAt(at);
        if (sql.startsWith("--", at) || sql.startsWith("/*", at)) {
            throw new ExpressionException("a patch has no comments inside its sql; it has a description", at);
        }
        if (first == '\'' || first == '"' || first == '`') {
            return quoted(at, first);
        }
        int end = at + 1;
        while (wordly(first) && end < sql.length() && wordly(sql.charAt(end))) {
            end++;
        }
        return end;
    }

    private int quoted(int at, char quote) {
        for (int i = at + 1; i < sql.length(); i++) {
            if (sql.charAt(i) == '\\' && quote != '`') {
                i++;
            } else if (sql.charAt(i) == quote) {
                return i + 1;
            }
        }
        throw new ExpressionException("a quotation does not end", at);
    }

    private static boolean wordly(char letter) {
        return Character.isLetterOrDigit(letter) || letter == '_';
    }

    private void add(int end) {
        int start = skipped(itemAt);
        if (asAt < 0 || asAt <= start) {
            throw new ExpressionException(
                    FORM + "; columns that it does not name stay as they are", Math.min(start, end));
        }
        int columnAt = skipped(asAt + "AS".length());
        String column = sql.substring(Math.min(columnAt, end), end).strip();
        boolean plain = column.matches("`[^`]+`|[\\p{L}_][\\p{L}\\p{N}_]*");
        if (!plain) {
            throw new ExpressionException(FORM + "; a column's name comes after AS, not " + column, columnAt);
        }
        items.add(new Item(
                column.replace("`", ""), columnAt, sql.substring(start, asAt).stripTrailing(), start));
        asAt = -1;
    }

    private int skipped(int at) {
        int start = at;
        while (start < sql.length() && Character.isWhitespace(sql.charAt(start))) {
            start++;
        }
        return start;
    }

    /** Rows are neither dropped nor made: nothing may follow. */
    private void requireRows(int at) {
        String rest = sql.substring(at).strip();
        if (!rest.replaceFirst("\\s*;$", "").equalsIgnoreCase("rows")) {
            throw new ExpressionException(
                    FORM + " and nothing more: it reads the staged rows, and as many rows come out as go in",
                    skipped(at));
        }
    }
}
