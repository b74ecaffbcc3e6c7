package io.sluice.workers.host;

import io.sluice.definitions.project.DefinitionFile;
import io.sluice.workers.slot.ClickViews;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Clicks of two and a half days that are over and of today, under a gate that wants amounts. */
final class GatedClicks {
    /** How far apart the clicks of days that are over are at most. */
    static final int STEP_MS = 144_000;

    /** Of the last minutes. */
    static final int LAST_STEP_MS = 8_000;

    /** Rows without an amount, more than the gate lets through in a stream and less than it does in a day. */
    static final int BROKEN = 90;

    private static final int USERS = 7;

    private GatedClicks() {}

    /** The project of the clicks; a source partition is silent after so long. */
    static List<DefinitionFile> files(Duration idleAfter) {
        List<DefinitionFile> files = new ArrayList<>();
        for (DefinitionFile file : ClickViews.files(RunningLane.SOURCE, RunningLane.TOPIC)) {
            String text = file.text()
                    .replace(
                            "idle_after: 3 seconds",
                            "idle_after: %d seconds\ngate: clicks_known".formatted(idleAfter.toSeconds()));
            files.add(new DefinitionFile(file.path(), text));
        }
        files.add(new DefinitionFile("gate.yaml", """
                gate: clicks_known
                expectations:
                  - type: expect_column_values_to_not_be_null
                    kwargs: {column: amount, mostly: 0.9}
                    id: few_nulls
                policy:
                  quarantine_limit: 0.9
                """));
        return files;
    }

    /**
     * The same with files of a folder before the stream, late events that come back, and a second view, of another entity.
     *
     * @param folder of the files, one for each day
     */
    static List<DefinitionFile> withHistory(Duration idleAfter, Path folder) {
        String batch = "partition_by: [user_id]\nbatch: {format: csv, path: \"%s/{partition}.csv\", partition: day}\n"
                .formatted(folder);
        List<DefinitionFile> files = files(idleAfter).stream()
                .map(file -> new DefinitionFile(
                        file.path(),
                        file.text()
                                .replace(
                                        "partition_by: [user_id]\n",
                                        "%scutover: %s\nlate_policy: correct\n"
                                                .formatted(batch, Instant.ofEpochMilli(start())))))
                .toList();
        return ClickViews.withTypes(files);
    }

    /** Days that are closed while a test runs: of one that has just begun the day before is not, yet. */
    static List<String> days() {
        return List.of(
                today().minusDays(3).toString(),
                today().minusDays(2).toString(),
                today().minusDays(1).toString());
    }

    /** Its first instant is the last that is certified. */
    static String dayAfterTheLast() {
        return today().toString();
    }

    /** Noon of the first day, epoch milliseconds. */
    static long start() {
        return noon(3);
    }

    /** Noon of the last day that is over, epoch milliseconds. */
    static long noonOfTheLastDay() {
        return noon(1);
    }

    private static long noon(int daysAgo) {
        return today().minusDays(daysAgo)
                .atTime(12, 0)
                .toInstant(ZoneOffset.UTC)
                .toEpochMilli();
    }

    private static LocalDate today() {
        return Instant.now()
                .minus(Duration.ofMinutes(30))
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
    }

    /** Rows without an amount after an instant, a second each. */
    static List<byte[]> broken(long from) {
        List<byte[]> rows = new ArrayList<>();
        for (int i = 0; i < BROKEN; i++) {
            String row =
                    "{\"click_id\": \"b%d\", \"user_id\": \"u%d\", \"event_time\": \"%s\", \"amount\": null, \"is_bot\": false}"
                            .formatted(i, i % USERS, Instant.ofEpochMilli(from + i * 1_000L));
            rows.add(row.getBytes(StandardCharsets.UTF_8));
        }
        return rows;
    }
}
