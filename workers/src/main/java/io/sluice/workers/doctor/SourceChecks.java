package io.sluice.workers.doctor;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.fetch.FetchRequest;
import io.sluice.activities.fetch.Fetcher;
import io.sluice.activities.secret.SecretSource;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.Source.Batch.Access;
import io.sluice.definitions.time.Partition;
import java.io.IOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;

/** Whether the batch lane of a source can be read from here: its secrets are there, its address answers. */
final class SourceChecks {
    private static final String NOW = "doctor";

    private final SecretSource secrets;
    private final Map<Access, Fetcher> fetchers;
    private final Clock clock;

    SourceChecks(SecretSource secrets, Map<Access, Fetcher> fetchers, Clock clock) {
        this.secrets = secrets;
        this.fetchers = Map.copyOf(fetchers);
        this.clock = clock;
    }

    /**
     * Asks a source.
     *
     * @param folder of the project, for relative paths
     */
    Finding of(Source source, String folder) {
        Source.Batch batch = requireNonNull(source.batch(), "batch is null");
        Optional<Finding> noSecret = missingSecret(source, batch);
        return noSecret.orElseGet(
                () -> batch.access() == Access.PATH ? files(source, batch, folder) : asked(source, batch));
    }

    private Optional<Finding> missingSecret(Source source, Source.Batch batch) {
        return batch.options().entrySet().stream()
                .filter(option -> option.getKey().endsWith("_secret"))
                .filter(option -> secrets.find(option.getValue()).isEmpty())
                .map(option -> Finding.failed(
                        subject(source),
                        "there is no secret %s (%s)".formatted(option.getValue(), option.getKey()),
                        secrets.place(option.getValue())))
                .findFirst();
    }

    private Finding asked(Source source, Source.Batch batch) {
        Partition last = Partition.at(clock.millis(), batch.partition());
        Partition partition = last.label().equals(Partition.ALL) ? last : last.previous();
        String location = batch.location().replace("{partition}", partition.label());
        try {
            requireNonNull(fetchers.get(batch.access()), "fetcher is null")
                    .probe(new FetchRequest(source, location, partition.label(), null, null, NOW, 1));
            return Finding.ok(subject(source), shown(batch.location()) + " answers");
        } catch (RuntimeException e) {
            String key = batch.access() == Access.JDBC ? "batch.jdbc" : "batch.api";
            return Finding.failed(
                    subject(source),
                    sentence(e),
                    "start what is to answer there, or correct %s and its options in source %s and apply the definitions"
                            .formatted(key, source.name()));
        }
    }

    private static Finding files(Source source, Source.Batch batch, String folder) {
        Path wanted = fixed(
                batch.location().contains("://")
                        ? batch.location()
                        : java.nio.file.Path.of(folder)
                                .resolve(batch.location())
                                .normalize()
                                .toString());
        try {
            return wanted.getFileSystem(new Configuration()).exists(wanted)
                    ? Finding.ok(subject(source), wanted + " exists")
                    : missing(source, wanted + " does not exist");
        } catch (IOException | RuntimeException e) {
            return missing(source, wanted + " cannot be looked at: " + e.getMessage());
        }
    }

    private static Finding missing(Source source, String detail) {
        return Finding.failed(
                subject(source),
                detail,
                "put the files there, or correct batch.path in source %s and apply the definitions"
                        .formatted(source.name()));
    }

    /** The part of a path that is the same for every partition: the folder before the first placeholder or pattern. */
    private static Path fixed(String location) {
        String start = location.split("[{*?\\[]", 2)[0];
        return new Path(
                start.length() == location.length() ? location : start.substring(0, start.lastIndexOf('/') + 1));
    }

    /** Without what follows the address, which may hold what nobody should read. */
    private static String shown(String address) {
        return address.replaceAll("[?;].*", "");
    }

    private static String sentence(RuntimeException failure) {
        String said = failure instanceof io.temporal.failure.ApplicationFailure told
                ? told.getOriginalMessage()
                : String.valueOf(failure.getMessage());
        return said.replaceFirst("^Cannot read source [^:]*: ", "");
    }

    private static String subject(Source source) {
        return "Source " + source.name();
    }
}
