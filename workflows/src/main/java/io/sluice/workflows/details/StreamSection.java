package io.sluice.workflows.details;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** A stream on a page: its apps and sinks, and its log partition by partition. */
final class StreamSection {
    /** Both tables leave room for the gates below them. */
    private static final int INSTANCES = 24;

    private static final int PARTITIONS = 24;

    private StreamSection() {}

    static void write(Markdown page, LaneView lane) {
        page.heading("Stream " + lane.source());
        page.header(List.of("instance", "state", "partitions", "records/s", "lag", "epoch", "last report", "note"));
        lane.instances().stream().limit(INSTANCES).forEach(instance -> page.row(row(instance)));
        more(page, lane.instances().size() - INSTANCES, "instances");
        if (lane.partitions().isEmpty()) {
            page.line("").line("No checkpoint has been reported yet.");
            return;
        }
        page.line("")
                .header(List.of(
                        "partition",
                        "offset",
                        "clock",
                        "watermark",
                        "accepted/s",
                        "accepted",
                        "late",
                        "duplicate",
                        "quarantined",
                        "future",
                        "dead letters",
                        "emitted",
                        "lag",
                        "verdict"));
        lane.partitions().stream()
                .sorted(Comparator.comparing((PartitionView one) -> one.held().isEmpty())
                        .thenComparing(PartitionView::lag, Comparator.reverseOrder()))
                .limit(PARTITIONS)
                .sorted(Comparator.comparing(StreamSection::order))
                .forEach(partition -> page.row(row(partition)));
        more(page, lane.partitions().size() + lane.morePartitions() - PARTITIONS, "partitions");
    }

    private static void more(Markdown page, int more, String what) {
        if (more > 0) {
            page.line("").line("… %d more %s, see query status".formatted(more, what));
        }
    }

    private static int order(PartitionView view) {
        return view.partition() < 0 ? Integer.MAX_VALUE : view.partition();
    }

    private static List<String> row(InstanceView one) {
        return List.of(
                one.instance(),
                one.state(),
                Integer.toString(one.partitions()),
                rate(one.perSecond()),
                Long.toString(one.lag()),
                Long.toString(one.epoch()),
                one.reported(),
                one.note());
    }

    private static List<String> row(PartitionView one) {
        return List.of(
                one.partition() < 0 ? "others" : Integer.toString(one.partition()),
                one.offset(),
                one.clock(),
                one.watermark(),
                rate(one.perSecond()),
                Long.toString(one.accepted()),
                Long.toString(one.late()),
                Long.toString(one.duplicate()),
                Long.toString(one.quarantined()),
                Long.toString(one.future()),
                Long.toString(one.deadLetters()),
                Long.toString(one.emitted()),
                Long.toString(one.lag()),
                one.held().isEmpty() ? one.verdict() : "%s, held at %s".formatted(one.verdict(), one.held()));
    }

    private static String rate(double perSecond) {
        return String.format(Locale.ROOT, "%.1f", perSecond);
    }
}
