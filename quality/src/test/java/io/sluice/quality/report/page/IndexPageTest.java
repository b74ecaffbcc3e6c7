package io.sluice.quality.report.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class IndexPageTest {
    @Test
    void listsTheNewestFirstWithAStripOfThePartitions() {
        List<IndexEntry> entries = new ArrayList<>(List.of(
                entry("trusted.a", "2026-01-02", 1, "BLOCKED", "", 2),
                entry("trusted.a", "2026-01-01", 2, "PASS", "PASS", 3),
                entry("trusted.a", "2026-01-01", 1, "BLOCKED", "REMEDIATED", 1)));

        String page = IndexPage.of(entries);
        Collections.shuffle(entries, new java.util.Random(7));

        assertThat(IndexPage.of(entries)).isEqualTo(page);
        assertThat(Markup.problem(page)).isEmpty();
        assertThat(page)
                .contains("1 gate waits for a decision.", "1 of 2 partitions let through")
                .containsSubsequence("class=\"strip\"", "2026-01-01: passed\"", "2026-01-02: waits for a decision\"")
                .containsSubsequence("<table>", ">passed<", ">waits for a decision<", ">remediated<");
    }

    @Test
    void showsHostileTextsAsTextAndStaysSmall() {
        String hostile = "\"><script>alert(1)</script>\u202E";
        List<IndexEntry> entries = IntStream.range(0, 600)
                .mapToObj(i -> entry(hostile, hostile + i, i, "BLOCKED", hostile, i))
                .toList();

        String page = IndexPage.of(entries);

        assertThat(Markup.problem(page)).isEmpty();
        assertThat(page).doesNotContain("<script", "\u202E", "://", "url(");
        assertThat(page.getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(500_000);
    }

    private static IndexEntry entry(
            String dataset, String partition, int attempt, String verdict, String ending, int second) {
        return new IndexEntry(
                dataset,
                partition,
                "g",
                "42",
                attempt,
                verdict,
                ending,
                ending.isEmpty() ? "" : "ana",
                "why",
                List.of("price"),
                10,
                "g/42-" + attempt + ".html",
                Instant.ofEpochSecond(second));
    }
}
