package io.sluice.workers.online;

import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.RedisConfig;
import io.sluice.activities.online.RedisOnlineStore;
import java.util.Map;

/** The online sink of the tests' view as a process: address, Redis, source. */
final class SinkMain {
    private SinkMain() {}

    public static void main(String[] arguments) {
        OnlineStore store = new RedisOnlineStore(RedisConfig.at(arguments[1]));
        OnlineSink sink =
                new OnlineSink(new SinkInput(arguments[0], SinkViews.plan(arguments[2]), 0, 1, 1, Map.of()), store);
        Runtime.getRuntime().addShutdownHook(new Thread(sink::close));
        sink.start();
        sink.ended().join();
        sink.failure().ifPresent(Throwable::printStackTrace);
        store.close();
    }
}
