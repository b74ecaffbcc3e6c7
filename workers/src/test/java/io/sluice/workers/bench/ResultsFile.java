package io.sluice.workers.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The table in {@code infra/bench/RESULTS.md}: rows between two markers, one per bar, replaced when it is measured again. The
 * text around them is written by people.
 */
final class ResultsFile {
    static final String BEGIN = "<!-- measured -->";
    static final String END = "<!-- end of measured -->";

    /** P9 before P10. */
    private static final Comparator<String> BY_NUMBER = Comparator.comparing(
                    (String id) -> Integer.parseInt(id.replaceAll("\\D", "")))
            .thenComparing(Comparator.naturalOrder());

    private final Path file;

    ResultsFile(Path file) {
        this.file = file;
    }

    /** Prints the bars, and keeps them if they were measured at full size. */
    static void report(Scale scale, Bar... bars) {
        for (Bar bar : bars) {
            System.out.println(row(bar, Machine.describe()));
        }
        if (scale.isFull()) {
            new ResultsFile(Machine.checkout().resolve("infra/bench/RESULTS.md"))
                    .keep(List.of(bars), Machine.describe());
        }
    }

    void keep(List<Bar> bars, String machine) {
        try {
            String text = Files.readString(file);
            int begin = text.indexOf(BEGIN);
            int end = text.indexOf(END);
            if (begin < 0 || end < begin) {
                throw new IllegalStateException(file + " has no lines " + BEGIN + " and " + END);
            }
            Map<String, String> rows = new TreeMap<>(BY_NUMBER);
            text.substring(begin, end)
                    .lines()
                    .filter(line -> line.startsWith("| P"))
                    .forEach(line -> rows.put(line.split("\\|")[1].strip(), line));
            bars.forEach(bar -> rows.put(bar.id(), row(bar, machine)));
            Files.writeString(file, text.substring(0, begin) + table(rows) + text.substring(end));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String table(Map<String, String> rows) {
        return BEGIN + "\n| bar | what | target | measured | against target | machine | command |\n"
                + "|---|---|---|---|---|---|---|\n" + String.join("\n", rows.values()) + "\n";
    }

    private static String row(Bar bar, String machine) {
        return Times.text(
                "| %s | %s | %s | %s | %s | %s | `make bench` |",
                bar.id(), bar.what(), bar.target(), bar.measured(), bar.verdict(), machine);
    }
}
