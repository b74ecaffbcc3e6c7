package io.sluice.workers.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workers.broker.AppProcess;
import io.sluice.workers.broker.LocalBroker;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * P8: one thread of the view app with broker, exactly-once commits and RocksDB, 100,000 keys with a full history of seven days of
 * hourly tiles: one key lived it, the others have a copy of its state. The events wait in the log, so that what is measured is the
 * app; the broker shares its cores. Then the app is killed with -9 and started again.
 */
@Tag("bench")
final class ViewAppBench {
    private static final double BAR = 25_000;
    private static final double PATIENCE = 15;

    private final Scale scale = Scale.asked();
    private final int users = scale.of(100_000);
    private final int events = scale.of(3_000_000);
    private final int more = scale.of(300_000);
    private final LocalBroker broker = LocalBroker.shared();
    private final LoggedClicks log = new LoggedClicks(broker.address(), users);

    @TempDir
    private Path folder;

    private long history;

    @Test
    void takesEventsOverAFullHistory() {
        log.prepare();
        try (log;
                Covered covered = new Covered(broker.address(), LoggedClicks.NAMES.checkpoints())) {
            log.historyOfOne();
            try (AppProcess app = app("history")) {
                covered.await(log.logged(), app);
                app.stop();
            }
            System.out.printf("  %d entries of state copied%n", CopiedState.write(broker.address(), users));
            deleteState();
            history = log.logged();
            log.more(events);
            takesMore(covered);
            afterKill(covered);
        }
    }

    private void takesMore(Covered covered) {
        covered.mark();
        try (AppProcess app = app("more")) {
            covered.await(history + 1, app);
            double before = app.cpuSeconds();
            long changelog = changelogBytes(app);
            covered.mark();
            covered.await(log.logged(), app);
            double cpu = app.cpuSeconds() - before;
            double seconds = (System.nanoTime() - covered.firstNanos()) / 1e9;
            long counted = covered.end() - covered.firstEnd();
            long checkpoints = covered.checkpoints();
            changelog = changelogBytes(app) - changelog;
            log.more(more);
            covered.await(covered.end() + 1, app);
            app.kill();
            report(counted / seconds, 1e6 * cpu / counted, checkpoints, changelog / counted);
        }
    }

    private void report(double perSecond, double cpu, long checkpoints, long changelog) {
        StateFormula formula = StateFormula.ofLiveClicks();
        long state = stateBytes() / users;
        ResultsFile.report(
                scale,
                new Bar(
                        "P8a",
                        Times.text(
                                "view app, one thread, %d keys, 7 days of hourly tiles, exactly once; %d checkpoints; %d bytes of state per key (formula: %d), %d bytes of changelog per event (formula: at most %d)",
                                users,
                                checkpoints,
                                state,
                                formula.bytesPerKey(),
                                changelog,
                                formula.mostChangelogPerEvent()),
                        "≥ 25,000 events/s on 2 shared cores",
                        Times.text("%.0f events/s, %.1f CPU seconds per million events", perSecond, cpu),
                        perSecond / BAR));
        assertThat(changelog).isPositive().isLessThanOrEqualTo(formula.mostChangelogPerEvent());
        assertThat(state).isPositive().isLessThanOrEqualTo(formula.mostOnDisk());
    }

    private void afterKill(Covered covered) {
        // What was committed before the kill and not yet read is no output of the new process.
        covered.readToEnd();
        long end = covered.end();
        covered.mark();
        long killed = System.currentTimeMillis();
        try (AppProcess app = app("after")) {
            covered.await(end + 1, app);
            StartParts parts = StartParts.of(app.printed(), killed, System.currentTimeMillis());
            app.stop();
            ResultsFile.report(
                    scale,
                    new Bar(
                            "P8b",
                            Times.text(
                                    "first checkpoint of a new process after kill -9, its state of %d MB restored from the changelog",
                                    stateBytes() / 1_000_000),
                            "≤ 15 s",
                            Times.text("%.1f s: %s", parts.seconds(), parts.told("process and compiling")),
                            PATIENCE / parts.seconds()));
        }
    }

    private AppProcess app(String life) {
        return AppProcess.startFast(
                List.of(System.getProperty("java.class.path")),
                StartParts.PRINTING,
                LiveViewMain.class,
                folder.resolve(life + ".log"),
                broker.address(),
                folder.resolve("state").toString());
    }

    private static long changelogBytes(AppProcess app) {
        return app.printed()
                .lines()
                .filter(line -> line.startsWith(LiveViewMain.CHANGELOG))
                .mapToLong(line -> Long.parseLong(line.substring(LiveViewMain.CHANGELOG.length())))
                .reduce(0, (before, last) -> last);
    }

    /** What a new process then restores is what was copied. */
    private void deleteState() {
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private long stateBytes() {
        try (Stream<Path> files = Files.walk(folder.resolve("state"))) {
            return files.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
