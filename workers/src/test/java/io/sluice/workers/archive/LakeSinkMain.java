package io.sluice.workers.archive;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import java.nio.file.Path;
import java.time.Duration;

/** A lake sink as a process: address, folder of the lake, source, milliseconds between appends. */
final class LakeSinkMain {
    private LakeSinkMain() {}

    public static void main(String[] arguments) {
        try (Lake lake = Lake.open(LakeConfig.embedded(Path.of(arguments[1])))) {
            LakeSink sink =
                    SinkRun.sink(lake, arguments[0], arguments[2], 1, Duration.ofMillis(Long.parseLong(arguments[3])));
            sink.start();
            sink.ended().join();
            sink.failure().ifPresent(Throwable::printStackTrace);
        }
    }
}
