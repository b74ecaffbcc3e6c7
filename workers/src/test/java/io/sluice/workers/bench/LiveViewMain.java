package io.sluice.workers.bench;

import io.sluice.workers.slot.ViewApp;
import io.sluice.workers.streams.AppSettings;
import io.sluice.workers.streams.HostedApp;
import java.nio.file.Path;

/** The view app over {@link LiveClicks} as a process: address, state folder. */
final class LiveViewMain {
    private LiveViewMain() {}

    static ViewApp app() {
        return new ViewApp(LiveClicks.plan(), 0, 1, "definition", 0, 1, 1, LiveClicks.COMPILER);
    }

    public static void main(String[] arguments) {
        HostedApp hosted = app().host(AppSettings.local(arguments[0], Path.of(arguments[1])));
        Runtime.getRuntime().addShutdownHook(new Thread(hosted::close));
        hosted.start();
        hosted.ended().join();
        hosted.failure().ifPresent(Throwable::printStackTrace);
    }
}
