package io.sluice.workers.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultsFileTest {
    @TempDir
    private Path folder;

    @Test
    void replacesRowsByBarInOrderAndLeavesTheTextAround() throws IOException {
        Path file = folder.resolve("RESULTS.md");
        Files.writeString(file, "before\n" + ResultsFile.BEGIN + "\n" + ResultsFile.END + "\nafter | P9 |\n");
        ResultsFile results = new ResultsFile(file);

        results.keep(List.of(bar("P10", 0.5), bar("P9b", 1)), "old machine");
        results.keep(List.of(bar("P9a", 2), bar("P10", 3)), "new machine");

        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "before",
                        ResultsFile.BEGIN,
                        "| bar | what | target | measured | against target | machine | command |",
                        "|---|---|---|---|---|---|---|",
                        "| P9a | what | target | measured | 2.00 met | new machine | `make bench` |",
                        "| P9b | what | target | measured | 1.00 met | old machine | `make bench` |",
                        "| P10 | what | target | measured | 3.00 met | new machine | `make bench` |",
                        ResultsFile.END,
                        "after | P9 |");
    }

    @Test
    void saysThatABarIsMissedAndWhatHasNone() throws IOException {
        Path file = folder.resolve("RESULTS.md");
        Files.writeString(file, ResultsFile.BEGIN + "\n" + ResultsFile.END);

        new ResultsFile(file).keep(List.of(bar("P10", 0.99), bar("P11", Double.NaN)), "machine");

        assertThat(file).content().contains("| 0.99 **missed** |", "| – |");
    }

    @Test
    void refusesAFileWithoutMarkers() throws IOException {
        Path file = folder.resolve("RESULTS.md");
        Files.writeString(file, "nothing");

        assertThatThrownBy(() -> new ResultsFile(file).keep(List.of(bar("P10", 1)), "machine"))
                .hasMessageContaining("has no lines");
    }

    private static Bar bar(String id, double ratio) {
        return new Bar(id, "what", "target", "measured", ratio);
    }
}
