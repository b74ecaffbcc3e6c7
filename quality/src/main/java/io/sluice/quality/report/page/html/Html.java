package io.sluice.quality.report.page.html;

/** HTML that is written front to back: markup of ours as it is, texts of others escaped, cut and with nothing hidden in them. */
public final class Html {
    private static final int LONGEST = 600;

    private final StringBuilder out = new StringBuilder();

    /** Markup that this package wrote itself. */
    public Html raw(String markup) {
        out.append(markup);
        return this;
    }

    /** Markup with {@code %s} for texts, which are escaped. */
    public Html line(String markup, Object... texts) {
        Object[] escaped = new Object[texts.length];
        for (int i = 0; i < texts.length; i++) {
            escaped[i] = escaped(String.valueOf(texts[i]));
        }
        out.append(markup.formatted(escaped)).append('\n');
        return this;
    }

    public int length() {
        return out.length();
    }

    @Override
    public String toString() {
        return out.toString();
    }

    public static String escaped(String text) {
        return escaped(text, LONGEST);
    }

    /**
     * A text that is shown as what it is: markup does not work, characters that turn the order of others round or are not
     * seen are written as {@code ‹202E›}, and what is longer than some characters is cut.
     */
    public static String escaped(String text, int longest) {
        StringBuilder escaped = new StringBuilder();
        int count = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            if (count++ == longest) {
                return escaped.append('…').toString();
            }
            append(escaped, text.codePointAt(i));
        }
        return escaped.toString();
    }

    private static void append(StringBuilder escaped, int point) {
        switch (point) {
            case '&' -> escaped.append("&amp;");
            case '<' -> escaped.append("&lt;");
            case '>' -> escaped.append("&gt;");
            case '"' -> escaped.append("&quot;");
            case '\'' -> escaped.append("&#39;");
            case '\n', '\t', ' ' -> escaped.appendCodePoint(point);
            default -> {
                if (isHidden(point)) {
                    escaped.append("‹%04X›".formatted(point));
                } else {
                    escaped.appendCodePoint(point);
                }
            }
        }
    }

    private static boolean isHidden(int point) {
        return switch (Character.getType(point)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
