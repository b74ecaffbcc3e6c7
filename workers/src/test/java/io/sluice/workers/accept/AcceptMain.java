package io.sluice.workers.accept;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.RejectedRanges;
import io.sluice.definitions.model.Source;
import io.sluice.workers.broker.StreamSources;
import io.sluice.workers.record.AvroSchemas;
import io.sluice.workers.streams.AppSettings;
import io.sluice.workers.streams.HostedApp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The accept app of the tests' clicks as a process: address, state folder, source, whether it is keyed, partitions of topic and log. */
final class AcceptMain {
    static final Duration IDLE_AFTER = Duration.ofSeconds(3);

    private AcceptMain() {}

    static Source source(String name, boolean keyed) {
        return StreamSources.clicks(name, new Source.Stream(name + "_raw", "json", keyed), IDLE_AFTER);
    }

    static AcceptRules rules(Source source, int sourcePartitions) {
        return AcceptRules.of(source, List.of(), sourcePartitions, 0, RejectedRanges.NONE);
    }

    public static void main(String[] arguments) {
        Source source = source(arguments[2], Boolean.parseBoolean(arguments[3]));
        AcceptApp app = new AcceptApp(
                source,
                source.expectations(),
                rules(source, Integer.parseInt(arguments[4])),
                Integer.parseInt(arguments[5]),
                new AvroSchemas(List.of()),
                200,
                new CatalystExpressionCompiler());
        BrokerSourceEnd end = new BrokerSourceEnd(arguments[0], source.stream().topic());
        HostedApp hosted = app.host(AppSettings.local(arguments[0], Path.of(arguments[1])), end);
        Runtime.getRuntime().addShutdownHook(new Thread(hosted::close));
        hosted.start();
        hosted.ended().join();
        hosted.failure().ifPresent(Throwable::printStackTrace);
    }
}
