package io.sluice.workers.bench;

import io.sluice.workers.slot.ViewApp;
import io.sluice.workers.streams.AppSettings;
import io.sluice.workers.streams.HostedApp;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** The view app over {@link LiveClicks} as a process: address, state folder. Says each second what it has sent to its changelog. */
final class LiveViewMain {
    /** Begins such a line; bytes follow. */
    static final String CHANGELOG = "changelog ";

    private LiveViewMain() {}

    static ViewApp app() {
        return new ViewApp(LiveClicks.plan(), 0, 1, "definition", 0, 1, 1, LiveClicks.COMPILER);
    }

    public static void main(String[] arguments) {
        HostedApp hosted = app().host(AppSettings.local(arguments[0], Path.of(arguments[1])));
        Runtime.getRuntime().addShutdownHook(new Thread(hosted::close));
        ScheduledExecutorService second = Executors.newSingleThreadScheduledExecutor();
        second.scheduleAtFixedRate(() -> System.out.println(CHANGELOG + changelogBytes()), 1, 1, TimeUnit.SECONDS);
        hosted.start();
        hosted.ended().join();
        second.shutdownNow();
        hosted.failure().ifPresent(Throwable::printStackTrace);
    }

    /** As its producers count it: what compaction took away since is in it. */
    private static long changelogBytes() {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        try {
            long bytes = 0;
            for (ObjectName name : beans.queryNames(
                    new ObjectName("kafka.producer:type=producer-topic-metrics,client-id=*,topic=*-slots-changelog"),
                    null)) {
                bytes += ((Number) beans.getAttribute(name, "byte-total")).longValue();
            }
            return bytes;
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
    }
}
