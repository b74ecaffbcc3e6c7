package io.sluice.workers.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workers.broker.AppProcess;
import io.sluice.workers.local.LocalStack;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * P8c: what checkpoints, forty a second, and a signal to Temporal every ten seconds cost the view app. Fewer keys than P8a have: what
 * an event costs is less then, and the share of the rest greater.
 */
@Tag("bench")
final class CheckpointCostBench {
    private static final double MOST = 0.03;

    private final Scale scale = Scale.asked();
    private final int users = scale.of(10_000);
    private final int seconds = scale.of(10);
    private final int turns = scale.isFull() ? 16 : 4;

    @TempDir
    private Path folder;

    /** One of either, next to each other. */
    private record Pair(Turn with, Turn without) {
        double morePerSecond() {
            return without.perSecond() / with.perSecond() - 1;
        }

        double moreCpu() {
            return with.cpuPerMillion() / without.cpuPerMillion() - 1;
        }
    }

    private record Turn(boolean with, long records, double seconds, double cpu) {
        static Turn of(String[] words) {
            return new Turn(
                    words[1].equals("with"),
                    Long.parseLong(words[2]),
                    Long.parseLong(words[3]) / 1e9,
                    Long.parseLong(words[4]) / 1e9);
        }

        double perSecond() {
            return records / seconds;
        }

        double cpuPerMillion() {
            return 1e6 * cpu / records;
        }
    }

    @Test
    void tellingOthersCostsLittle() {
        try (LocalStack stack = LocalStack.start(folder.resolve("home"), "temporal", "kafka")) {
            // Nobody runs it: it keeps what it is told.
            stack.startWorkflow(
                    "StreamLane", SwitchedViewMain.LANE, "{\"source\":\"%s\"}".formatted(LiveClicks.SOURCE));
            String broker = stack.service("kafka").path("address").asText();
            List<Pair> pairs;
            try (LoggedClicks log = new LoggedClicks(broker, users);
                    Covered covered = new Covered(broker, LoggedClicks.NAMES.checkpoints())) {
                log.prepare();
                CopiedState.make(broker, log, users, folder);
                long history = log.logged();
                log.more(scale.of(20_000_000));
                pairs = run(broker, stack.service("temporal").path("address").asText());
                covered.readToEnd();
                assertThat(covered.end())
                        .as("the app had events to the end: another turn of them is left")
                        .isLessThan(log.logged() - mostOfATurn(pairs));
                assertThat(covered.end()).isGreaterThan(history);
            }
            report(pairs);
        }
    }

    private List<Pair> run(String broker, String temporal) {
        try (AppProcess app = AppProcess.startFast(
                SwitchedViewMain.class,
                folder.resolve("app.log"),
                broker,
                folder.resolve("state").toString(),
                temporal,
                String.valueOf(6 * seconds),
                String.valueOf(seconds),
                String.valueOf(turns))) {
            app.awaitEnd((6 + turns + 6) * seconds + 120);
            System.out.println(app.printed());
            List<Turn> all = app.printed()
                    .lines()
                    .filter(line -> line.startsWith("turn "))
                    .map(line -> Turn.of(line.split(" ")))
                    .toList();
            assertThat(all).as(app.printed()).hasSize(turns).allMatch(turn -> turn.records() > 0);
            List<Pair> pairs = new ArrayList<>();
            for (int i = 0; i < all.size(); i += 2) {
                boolean first = all.get(i).with();
                pairs.add(new Pair(all.get(first ? i : i + 1), all.get(first ? i + 1 : i)));
            }
            return pairs;
        }
    }

    private void report(List<Pair> pairs) {
        double more = median(pairs.stream().map(Pair::morePerSecond).toList());
        ResultsFile.report(
                scale,
                new Bar(
                        "P8c",
                        Times.text(
                                "40 checkpoints a second and a signal in 10 s, %d keys, 7 days of hourly tiles, in turns of %d s with and without; without: %.0f events/s",
                                users,
                                seconds,
                                median(pairs.stream()
                                        .map(pair -> pair.without().perSecond())
                                        .toList())),
                        "≤ 3 %",
                        Times.text(
                                "%.1f %% of the throughput (pairs: %s); %.1f %% more CPU",
                                100 * more,
                                spread(pairs.stream().map(Pair::morePerSecond).toList()),
                                100 * median(pairs.stream().map(Pair::moreCpu).toList())),
                        more <= 0 ? 2 : Math.min(2, MOST / more)));
    }

    private static long mostOfATurn(List<Pair> pairs) {
        return pairs.stream()
                .mapToLong(
                        pair -> Math.max(pair.with().records(), pair.without().records()))
                .max()
                .orElseThrow();
    }

    private static String spread(List<Double> values) {
        return Times.text(
                "%.1f to %.1f %%",
                100 * values.stream().min(Double::compare).orElseThrow(),
                100 * values.stream().max(Double::compare).orElseThrow());
    }

    private static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
