package io.sluice.workers.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workers.bench.Rounds.Side;
import io.sluice.workers.local.Commands;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** P12: {@code sluice validate} on 1,000 features, as a person runs it: start of the process included. */
@Tag("bench")
final class ValidateBench {
    private static final int PER_VIEW = 50;

    private final Scale scale = Scale.asked();

    @TempDir
    private Path folder;

    @Test
    void validatesAThousandFeatures() throws IOException {
        int features = scale.of(1000);
        write("project.yaml", "project: shop\ndefaults: {source: clicks}\n");
        write("source.yaml", ClickStream.source("clicks"));
        for (int i = 0; i < features; i++) {
            write("features/f" + i + ".yaml", feature(i));
        }
        for (int from = 0; from < features; from += PER_VIEW) {
            write("views/v" + from + ".yaml", view(from, Math.min(features, from + PER_VIEW)));
        }
        Commands commands = new Commands(Machine.checkout(), Map.of());
        Side validate = new Side("sluice validate", "validate", () -> {
            Commands.Ended ended = commands.run("infra/bin/sluice", "validate", folder.toString())
                    .orFail();
            return ended::output;
        });

        Times times = new Rounds(1, 5).run(List.of(validate)).get("sluice validate");

        assertThat(validate.work().run().get().toString()).contains(features + " features");
        ResultsFile.report(
                scale,
                new Bar(
                        "P12",
                        "`sluice validate` on 1,000 features in files of their own, process start included",
                        "≤ 10 s",
                        times.inSeconds(),
                        10 / times.seconds()));
    }

    private static String feature(int i) {
        return switch (i % 4) {
            case 0 -> """
                    feature: f%d
                    entity: user_id
                    window: %d days
                    filters: ["event_type = 'click'", "is_bot = false"]
                    """.formatted(i, 1 + i % 30);
            case 1 -> """
                    feature: f%d
                    entity: user_id
                    window: %d hours
                    aggregation: sum
                    value: amount * %d
                    filters: ["event_type in ('buy', 'kind%d')"]
                    """.formatted(i, 1 + i % 24, i, i);
            case 2 -> """
                    feature: f%d
                    entity: user_id
                    window: 7 days
                    aggregation: max
                    value: coalesce(try_cast(substr(event_type, %d) as double), %d)
                    """.formatted(i, 1 + i % 7, i);
            default -> """
                    feature: f%d
                    entity: user_id
                    value: upper(event_type)
                    ttl: %d days
                    """.formatted(i, 1 + i % 90);
        };
    }

    private static String view(int from, int to) {
        return "view: v%d\nentity: user_id\nfeatures: [%s]\n"
                .formatted(
                        from, IntStream.range(from, to).mapToObj(i -> "f" + i).collect(Collectors.joining(", ")));
    }

    private void write(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }
}
