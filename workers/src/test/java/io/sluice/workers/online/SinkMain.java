package io.sluice.workers.online;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.RedisConfig;
import io.sluice.activities.online.RedisOnlineStore;
import io.sluice.activities.online.served.ServedArchive;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** The online sink of the tests' view as a process: address, Redis, source, folder of the lake. */
final class SinkMain {
    private SinkMain() {}

    public static void main(String[] arguments) {
        OnlineStore store = new RedisOnlineStore(RedisConfig.at(arguments[1]));
        Lake lake = Lake.open(LakeConfig.embedded(Path.of(arguments[3])));
        OnlineSink sink = new OnlineSink(
                new SinkInput(arguments[0], SinkViews.plan(arguments[2]), 0, 1, 1, Map.of()),
                store,
                new ServedArchive(lake, SinkViews.VIEW),
                Duration.ofMillis(200));
        Runtime.getRuntime().addShutdownHook(new Thread(sink::close));
        sink.start();
        sink.ended().join();
        sink.failure().ifPresent(Throwable::printStackTrace);
        store.close();
        lake.close();
    }
}
