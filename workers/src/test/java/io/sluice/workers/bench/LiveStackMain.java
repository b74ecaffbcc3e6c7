package io.sluice.workers.bench;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.RedisConfig;
import io.sluice.activities.online.RedisOnlineStore;
import io.sluice.activities.online.served.ServedArchive;
import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.RejectedRanges;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.Source;
import io.sluice.workers.accept.AcceptApp;
import io.sluice.workers.accept.BrokerSourceEnd;
import io.sluice.workers.online.OnlineSink;
import io.sluice.workers.online.SinkInput;
import io.sluice.workers.record.AvroSchemas;
import io.sluice.workers.streams.AppSettings;
import io.sluice.workers.streams.HostedApp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What a stream worker runs for {@link LiveClicks}, in one process: accept app, view app, online sink. Address, Redis, state folder. */
final class LiveStackMain {
    private LiveStackMain() {}

    public static void main(String[] arguments) {
        ViewPlan plan = LiveClicks.plan();
        Source source = plan.sources().get(0).source();
        AppSettings settings = AppSettings.local(arguments[0], Path.of(arguments[2]));
        AcceptRules rules = AcceptRules.of(
                source,
                plan.features().stream().map(ViewPlan.FeaturePlan::feature).toList(),
                1,
                0,
                RejectedRanges.NONE);
        AcceptApp app = new AcceptApp(
                source,
                source.expectations(),
                rules,
                1,
                new AvroSchemas(List.of()),
                AcceptApp.DEAD_LETTER_LIMIT,
                LiveClicks.COMPILER);
        try (OnlineStore store = new RedisOnlineStore(RedisConfig.at(arguments[1]));
                BrokerSourceEnd end =
                        new BrokerSourceEnd(arguments[0], source.stream().topic());
                HostedApp accept = app.host(settings, end);
                HostedApp view = LiveViewMain.app().host(settings);
                Lake lake = Lake.open(LakeConfig.embedded(Path.of(arguments[2])));
                OnlineSink sink = new OnlineSink(
                        new SinkInput(arguments[0], plan, 0, 1, 1, Map.of()),
                        store,
                        new ServedArchive(lake, plan.view().name()),
                        Duration.ofMinutes(1))) {
            accept.start();
            view.start();
            sink.start();
            accept.ended().join();
            accept.failure().ifPresent(Throwable::printStackTrace);
        }
    }
}
