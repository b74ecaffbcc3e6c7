package io.sluice.workers.bench;

import io.sluice.workers.slot.SwitchedCheckpoints;
import io.sluice.workers.slot.ViewApp;
import io.sluice.workers.streams.AppSettings;
import io.sluice.workers.streams.HostedApp;
import io.sluice.workers.streams.Progress;
import io.sluice.workflows.stream.CheckpointReport;
import io.temporal.client.WorkflowClient;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * The view app over {@link LiveClicks}, now with checkpoints and a signal to its lane, now without either: in turns, the first of
 * every other pair first. Address, state folder, address of Temporal, seconds before the first turn, seconds of a turn, turns.
 * Prints a line per turn: {@code turn <with|without> <records> <nanoseconds> <nanoseconds of all cores>}.
 */
final class SwitchedViewMain {
    static final String LANE = "stream/" + LiveClicks.SOURCE;

    private static volatile boolean wanted = true;
    private static volatile long taken;

    private SwitchedViewMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        AppSettings settings = AppSettings.local(arguments[0], Path.of(arguments[1]));
        ViewApp app = LiveViewMain.app();
        WorkflowServiceStubs service = WorkflowServiceStubs.newServiceStubs(
                WorkflowServiceStubsOptions.newBuilder().setTarget(arguments[2]).build());
        WorkflowClient client = WorkflowClient.newInstance(service);
        // One thread takes the records: nothing is lost between reading and writing.
        try (HostedApp hosted = SwitchedCheckpoints.host(app, settings, () -> wanted, () -> taken = taken + 1);
                Progress progress = SwitchedCheckpoints.progress(app, hosted, settings)) {
            hosted.start();
            hosted.ended().thenRun(() -> hosted.failure().ifPresent(Throwable::printStackTrace));
            TimeUnit.SECONDS.sleep(Long.parseLong(arguments[3]));
            report(client, progress);
            long half = Long.parseLong(arguments[4]) * 500;
            int turns = Integer.parseInt(arguments[5]);
            for (int turn = 0; turn < turns; turn++) {
                wanted = turn % 4 == 0 || turn % 4 == 3;
                turn(half, wanted ? () -> report(client, progress) : () -> {});
            }
            wanted = true;
            TimeUnit.SECONDS.sleep(1);
        } finally {
            service.shutdownNow();
        }
    }

    private static void turn(long half, Runnable between) throws InterruptedException {
        long before = taken;
        long start = System.nanoTime();
        long cpu = Machine.cpuNanos();
        TimeUnit.MILLISECONDS.sleep(half);
        between.run();
        TimeUnit.NANOSECONDS.sleep(start + half * 2_000_000 - System.nanoTime());
        System.out.printf(
                "turn %s %d %d %d%n",
                wanted ? "with" : "without", taken - before, System.nanoTime() - start, Machine.cpuNanos() - cpu);
    }

    /** What a worker does every ten seconds. */
    private static void report(WorkflowClient client, Progress progress) {
        client.newUntypedWorkflowStub(LANE)
                .signal(
                        CheckpointReport.SIGNAL,
                        CheckpointReport.of(
                                LANE + "/view/" + LiveClicks.VIEW + "_v1/1",
                                System.currentTimeMillis(),
                                0,
                                "definition",
                                progress.checkpoints()));
    }
}
