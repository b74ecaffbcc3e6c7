package io.sluice.definitions.registry.form;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An expression as it is written. How it is spaced, and whether a word is in capitals, means nothing outside of quotes, and
 * makes no version.
 */
record ExpressionText(String written) {
    /** What Spark and derived features read as one piece; the parts of {@code <=} do not mean it when they stand apart. */
    private static final Pattern PIECE = Pattern.compile(
            "(?<quoted>[rR]'[^']*'|[rR]\"[^\"]*\""
                    + "|'(?:[^'\\\\]|\\\\.)*'|\"(?:[^\"\\\\]|\\\\.)*\"|`(?:[^`]|``)*`)"
                    + "|(?<number>(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?[A-Za-z_0-9]*)"
                    + "|(?<word>[A-Za-z_0-9]+)"
                    + "|<=>|<=|>=|<>|!=|!<|!>|==|\\|\\||::|->|=>"
                    + "|\\s+|.",
            Pattern.DOTALL);

    ExpressionText {
        requireNonNull(written, "written is null");
    }

    /** Pieces in lower case with one space between them; as it is where a comment says where a line ends. */
    String canonical() {
        List<String> pieces = new ArrayList<>();
        boolean fields = false;
        int end = 0;
        for (Matcher piece = PIECE.matcher(written); piece.find(); ) {
            String text = piece.group();
            boolean word = piece.group("word") != null;
            boolean joined = !pieces.isEmpty() && piece.start() == end;
            if (joined && isComment(pieces.get(pieces.size() - 1), text)) {
                return written.strip();
            }
            end = piece.end();
            if (!text.isBlank()) {
                fields |= word && text.equalsIgnoreCase("struct");
                pieces.add(text);
            } else {
                end = -1;
            }
        }
        return join(pieces, fields);
    }

    private static boolean isComment(String before, String text) {
        return before.endsWith("-") && text.startsWith("-") || before.endsWith("/") && text.startsWith("*");
    }

    /** The fields of a {@code struct(...)} are called as its columns are typed, so its words stay as they are. */
    private static String join(List<String> pieces, boolean fields) {
        List<String> same = new ArrayList<>();
        for (String piece : pieces) {
            boolean quoted = piece.matches("(?s).*['\"`]");
            same.add(quoted || fields ? piece : piece.toLowerCase(Locale.ROOT));
        }
        return String.join(" ", same);
    }
}
