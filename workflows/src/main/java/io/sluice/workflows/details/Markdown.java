package io.sluice.workflows.details;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** Markdown of bounded size: lines that no longer fit are counted instead. */
final class Markdown {
    private static final int MAX_BYTES = 16 * 1024;
    private static final int RESERVED_FOR_THE_LAST_LINE = 100;
    private static final int MAX_CELL = 160;

    private final StringBuilder text = new StringBuilder();
    private int bytes;
    private int left;

    /** A line as it is; callers escape what is not theirs. */
    Markdown line(String line) {
        int size = line.getBytes(StandardCharsets.UTF_8).length + 1;
        if (left > 0 || bytes + size > MAX_BYTES - RESERVED_FOR_THE_LAST_LINE) {
            left++;
        } else {
            text.append(line).append('\n');
            bytes += size;
        }
        return this;
    }

    Markdown heading(String heading) {
        return line("").line("### " + escape(heading)).line("");
    }

    Markdown code(List<String> lines) {
        line("").line("```");
        lines.forEach(this::line);
        return line("```").line("");
    }

    Markdown row(List<String> cells) {
        return line(cells.stream().map(Markdown::escape).collect(Collectors.joining(" | ", "| ", " |")));
    }

    Markdown header(List<String> cells) {
        return row(cells).line(cells.stream().map(cell -> "---").collect(Collectors.joining(" | ", "| ", " |")));
    }

    /** Text of others without the letters that Markdown or a table would take for its own. */
    static String escape(String text) {
        String flat = text.replaceAll("\\s+", " ").replaceAll("([\\\\`*|<>\\[\\]])", "\\\\$1");
        return flat.length() <= MAX_CELL ? flat : flat.substring(0, MAX_CELL) + "…";
    }

    @Override
    public String toString() {
        return left == 0 ? text.toString() : text + "… %d more lines, see query status\n".formatted(left);
    }
}
