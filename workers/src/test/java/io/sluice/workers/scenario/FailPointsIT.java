package io.sluice.workers.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workers.local.LocalStack;
import io.sluice.workers.local.WorkerSupervisor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The worker dies before and after every durable effect of the flow, once each, and the result is the same. */
@Tag("acceptance")
final class FailPointsIT {
    private static final Pattern SYSTEM_TABLE = Pattern.compile("table\\(\"(\\w+)\"");

    @TempDir
    private Path home;

    @Test
    void endInTheSameResult() throws IOException {
        FlowResult expected = ReferenceRun.get().result();
        Path markers = Files.createDirectories(home.resolve("hit"));
        Map<String, String> dying = Map.of("SLUICE_FAILPOINTS", "*", "SLUICE_FAILPOINTS_DIR", markers.toString());
        try (LocalStack stack = LocalStack.start(home, "temporal", "redis");
                WorkerSupervisor workers = WorkerSupervisor.start(stack, dying);
                Flow flow = new Flow(stack)) {
            flow.run();
            assertThat(FlowResult.of(stack)).isEqualTo(expected);
            assertThat(hit(markers)).isEqualTo(existing());
            // One death a point at most: a point that is hit while the process ends for another has its marker, too.
            assertThat(workers.starts()).isGreaterThan(1);
            System.out.printf("Fail points hit: %d, workers: %d%n", hit(markers).size(), workers.starts());
        }
    }

    private static Set<String> hit(Path markers) throws IOException {
        try (Stream<Path> files = Files.list(markers)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toCollection(TreeSet::new));
        }
    }

    /**
     * The points that the sources name, without those that only streams come to; those of the system tables are made from the tables'
     * names.
     */
    private static Set<String> existing() throws IOException {
        String sources = "activities/src/main/java/io/sluice/activities";
        Set<String> points = StreamFailPoints.in(sources);
        Path tables = LocalStack.CHECKOUT.resolve(sources).resolve("table/SystemTables.java");
        for (String table : StreamFailPoints.found(SYSTEM_TABLE, tables)) {
            points.add(table + ".before-append");
            points.add(table + ".after-append");
        }
        points.removeAll(StreamFailPoints.all());
        return points;
    }
}
