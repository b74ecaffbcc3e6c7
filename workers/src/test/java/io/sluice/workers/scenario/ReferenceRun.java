package io.sluice.workers.scenario;

import io.sluice.workers.local.LocalStack;
import io.sluice.workers.local.LocalWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The flow, undisturbed, once for all scenarios of a JVM.
 *
 * @param home its state folder; the lake in it can still be read
 */
record ReferenceRun(Path home, FlowResult result) {
    private static final class Once {
        static final ReferenceRun RUN = run();
    }

    static ReferenceRun get() {
        return Once.RUN;
    }

    private static ReferenceRun run() {
        Path home = emptied(LocalStack.CHECKOUT.resolve("workers/target/reference-run"));
        try (LocalStack stack = LocalStack.start(home, "temporal", "redis")) {
            LocalWorker worker = LocalWorker.start(stack, Map.of());
            try (Flow flow = new Flow(stack)) {
                flow.run();
                return new ReferenceRun(home, FlowResult.of(stack));
            } finally {
                worker.close();
            }
        }
    }

    private static Path emptied(Path folder) {
        try {
            Files.createDirectories(folder);
            List<Path> old;
            try (Stream<Path> all = Files.walk(folder)) {
                old = all.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : old) {
                Files.delete(path);
            }
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
