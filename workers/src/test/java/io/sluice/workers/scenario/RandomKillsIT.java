package io.sluice.workers.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workers.local.LocalStack;
import io.sluice.workers.local.WorkerSupervisor;
import java.nio.file.Path;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Twenty times a process of the stack dies at a random moment of the flow, and the result is the same. */
@Tag("acceptance")
final class RandomKillsIT {
    @TempDir
    private Path home;

    @Test
    void endInTheSameResult() {
        FlowResult expected = ReferenceRun.get().result();
        long seed = Long.getLong("sluice.seed", new Random().nextLong());
        System.out.printf("Seed of the kills: %d (repeat with -Dsluice.seed=%d)%n", seed, seed);
        try (LocalStack stack = LocalStack.start(home, "temporal", "redis");
                WorkerSupervisor workers = WorkerSupervisor.start(stack, Map.of());
                Flow flow = new Flow(stack)) {
            RandomKills kills = new RandomKills(stack, workers, new Random(seed));
            kills.during(2, flow::apply);
            kills.during(5, flow::ingest);
            kills.during(3, flow::decide);
            kills.during(2, flow::mend);
            kills.during(2, flow::update);
            kills.during(2, flow::correct);
            kills.during(2, flow::release);
            kills.during(2, flow::materialise);
            System.out.println("Killed: " + kills.done());
            assertThat(kills.done()).hasSize(20);
            assertThat(FlowResult.of(stack)).isEqualTo(expected);
        }
    }
}
