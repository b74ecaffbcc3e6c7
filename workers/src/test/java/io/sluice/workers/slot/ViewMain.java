package io.sluice.workers.slot;

import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.workers.streams.AppSettings;
import io.sluice.workers.streams.HostedApp;
import java.nio.file.Path;

/** The view app of the tests' clicks as a process: address, state folder, source, the view's entity. */
final class ViewMain {
    private ViewMain() {}

    public static void main(String[] arguments) {
        ViewPlan plan =
                arguments[3].equals("user_id") ? ClickViews.plan(arguments[2]) : ClickViews.byType(arguments[2]);
        ViewApp app = new ViewApp(plan, 0, 1, "definition", 0, 1, 2, ClickViews.COMPILER);
        HostedApp hosted = app.host(AppSettings.local(arguments[0], Path.of(arguments[1])));
        Runtime.getRuntime().addShutdownHook(new Thread(hosted::close));
        hosted.start();
        hosted.ended().join();
        hosted.failure().ifPresent(Throwable::printStackTrace);
    }
}
