package io.sluice.workers.doctor;

import io.sluice.workers.config.Key;
import io.sluice.workers.config.SluiceConfig;
import io.sluice.workers.connection.TemporalConnection;
import java.util.List;

/** Everything that the doctor looks at, in the order in which it is mended. */
public final class Checks {
    private Checks() {}

    /** All checks of an installation. */
    public static List<Check> all(SluiceConfig config, TemporalConnection connection) {
        return List.of(
                new JavaCheck(),
                () -> List.of(Finding.ok("Configuration", config.origin())),
                new TemporalCheck(connection),
                new KafkaCheck(config.require(Key.KAFKA_BOOTSTRAP_SERVERS)),
                new RedisCheck(config),
                new LakeCheck(config),
                new SourcesCheck(config),
                new NotifyCheck(config));
    }
}
