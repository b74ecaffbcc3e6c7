package io.sluice.quality.report.page;

import io.sluice.quality.form.Phrases;
import io.sluice.quality.report.page.html.Document;
import io.sluice.quality.report.page.html.Html;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The list of all gates of a lake: by dataset a strip of its partitions and a table of its audits, the newest first. */
public final class IndexPage {
    private static final int STRIP = 120;
    private static final int ROWS = 60;

    private final Html page = new Html();

    private IndexPage() {}

    /** The page of these audits, in any order. */
    public static String of(List<IndexEntry> entries) {
        IndexPage index = new IndexPage();
        List<IndexEntry> newest = entries.stream()
                .sorted(Comparator.comparing(IndexEntry::at)
                        .thenComparing(IndexEntry::snapshotId)
                        .thenComparing(IndexEntry::attempt)
                        .reversed())
                .toList();
        index.head(newest);
        Map<String, List<IndexEntry>> datasets = new LinkedHashMap<>();
        newest.forEach(entry -> datasets.computeIfAbsent(entry.dataset(), name -> new ArrayList<>())
                .add(entry));
        datasets.forEach(index::dataset);
        return Document.of("Quality gates", index.page);
    }

    private void head(List<IndexEntry> newest) {
        long open = latest(newest).stream().filter(IndexEntry::isOpen).count();
        page.raw("<header class=\"%s\"><h1>Quality gates</h1>\n".formatted(open == 0 ? "green" : "red"));
        String said =
                newest.isEmpty() ? "No gate has run yet." : open == 0 ? "No gate waits for a decision." : waiting(open);
        page.line(
                "<div class=\"verdict alone\"><span class=\"mark\" aria-hidden=\"true\">%s</span><div><p>%s</p></div></div></header>",
                open == 0 ? "✓" : "!", said);
    }

    private static String waiting(long open) {
        return open == 1
                ? "1 gate waits for a decision. Its page has the commands to type."
                : Phrases.whole(open) + " gates wait for a decision. Their pages have the commands to type.";
    }

    /** The newest audit of each dataset and partition. */
    private static List<IndexEntry> latest(List<IndexEntry> newest) {
        Map<String, IndexEntry> latest = new LinkedHashMap<>();
        newest.forEach(entry -> latest.putIfAbsent(entry.dataset() + "\n" + entry.partition(), entry));
        return List.copyOf(latest.values());
    }

    private void dataset(String name, List<IndexEntry> newest) {
        List<IndexEntry> latest = latest(newest);
        long certified = latest.stream()
                .filter(entry -> List.of("PASS", "PASS_WITH_WARNINGS", "WAIVED").contains(entry.state()))
                .count();
        page.raw("<section class=\"dataset\">\n");
        page.line(
                "<h2><bdi>%s</bdi> <small>%s of %s partitions let through</small></h2>",
                name, Phrases.whole(certified), Phrases.whole(latest.size()));
        strip(latest);
        table(newest);
        page.raw("</section>\n");
    }

    private void strip(List<IndexEntry> latest) {
        TreeMap<String, IndexEntry> ordered = new TreeMap<>();
        latest.forEach(entry -> ordered.put(entry.partition(), entry));
        List<IndexEntry> shown = List.copyOf(ordered.values());
        page.raw("<div class=\"strip\">\n");
        shown.subList(Math.max(0, shown.size() - STRIP), shown.size()).forEach(this::cell);
        page.raw("</div>\n");
    }

    private void cell(IndexEntry entry) {
        Tone tone = Tone.of(entry.state());
        String label = entry.partition() + ": " + words(entry);
        page.line(
                "<a class=\"" + tone.css() + (entry.isOpen() ? " open" : "") + "\"" + href(entry)
                        + " title=\"%s\" aria-label=\"%s\">%s</a>",
                label,
                label,
                entry.isOpen() ? "?" : tone.mark());
    }

    private static String href(IndexEntry entry) {
        return entry.address().isEmpty() ? "" : " href=\"./" + Html.escaped(entry.address()) + "\"";
    }

    private void table(List<IndexEntry> newest) {
        page.raw("<div class=\"rows\"><table>\n<tr><th>Partition</th><th>Verdict</th><th class=\"n\">Rows</th>"
                + "<th>When</th><th class=\"n\">Attempt</th><th>Why</th></tr>\n");
        newest.subList(0, Math.min(ROWS, newest.size())).forEach(this::row);
        page.raw("</table></div>\n");
    }

    private void row(IndexEntry entry) {
        page.raw("<tr><td>" + linked(entry) + "</td>");
        page.line("<td><span class=\"pill " + Tone.of(entry.state()).css() + "\">%s</span></td>", words(entry));
        page.line(
                "<td class=\"n\">%s</td><td><time>%s</time></td><td class=\"n\">%s</td><td>%s</td></tr>",
                entry.rows() < 0 ? "" : Phrases.whole(entry.rows()),
                People.time(entry.at()),
                entry.attempt(),
                why(entry));
    }

    private static String linked(IndexEntry entry) {
        String label = "<bdi>" + Html.escaped(entry.partition().isEmpty() ? "all" : entry.partition(), 80) + "</bdi>";
        return entry.address().isEmpty() ? label : "<a" + href(entry) + ">" + label + "</a>";
    }

    private static String why(IndexEntry entry) {
        String failed = entry.failed().isEmpty() ? "" : "Not passed: " + String.join(", ", entry.failed()) + ". ";
        return entry.decidedBy().isEmpty()
                ? failed
                : failed + entry.decidedBy() + (entry.reason().isEmpty() ? "" : ": " + entry.reason());
    }

    private static String words(IndexEntry entry) {
        return switch (entry.state()) {
            case "PASS" -> "passed";
            case "PASS_WITH_WARNINGS" -> "passed with warnings";
            case "WAIVED" -> "waived";
            case "REJECTED" -> "rejected";
            case "REMEDIATED" -> "remediated";
            case "HELD" -> "held";
            default -> "waits for a decision";
        };
    }
}
