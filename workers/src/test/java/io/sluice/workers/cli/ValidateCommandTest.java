package io.sluice.workers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as people type it; what the parser finds is tested where it is found. */
final class ValidateCommandTest {
    private static final Path DEMO = Path.of("../infra/demo/online-retail");

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void write() throws IOException {
        write("project.yaml", "project: shop\ndefaults: {source: clicks}\n");
        write("clicks.yaml", """
                source: clicks
                kind: events
                schema: {user_id: string, at: timestamp, amount: double}
                event_time: at
                batch: {format: csv, path: x, partition: day}
                """);
        write("features/spend.yaml", """
                feature: spend
                entity: user_id
                window: 7 days
                aggregation: sum
                value: amount * 2
                """);
    }

    @Test
    void aValidProjectIsExitCodeZeroAndCounted() {
        assertThat(validate(folder)).isEqualTo(ExitCodes.OK);
        assertThat(out.toString().strip()).isEqualTo("shop is valid: 1 source, 1 entity, 1 feature, 0 views, 0 gates");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void ofAStreamItIsSaidWhereTheRulesOfItsGateAreEvaluated() throws IOException {
        write("taps.yaml", """
                source: taps
                kind: events
                schema: {tap_id: string, user_id: string, at: timestamp, amount: double}
                event_time: at
                event_id: tap_id
                allowed_lateness: 10 minutes
                partition_by: [user_id]
                stream: {topic: taps_raw, format: json}
                gate: taps_gate
                """);
        write("taps_gate.yaml", """
                gate: taps_gate
                expectations:
                  - id: not_free
                    type: expect_column_values_to_be_between
                    kwargs: {column: amount, min_value: 0}
                    rows: quarantine
                  - id: few_nulls
                    type: expect_column_values_to_not_be_null
                    kwargs: {column: amount, mostly: 0.9}
                  - id: enough
                    type: expect_table_row_count_to_be_between
                    kwargs: {min_value: 5}
                  - id: flows
                    type: expect_stream_row_count_to_be_between
                    kwargs: {min_value: 5, every: 10 minutes}
                policy: {quarantine_limit: 0.05}
                """);
        assertThat(validate(folder)).as("%s", err).isEqualTo(ExitCodes.OK);
        assertThat(out.toString().lines().skip(1))
                .containsExactly(
                        "stream taps, gate taps_gate:",
                        "  each row, where it is accepted: not_free",
                        "  each interval, at checkpoints: few_nulls, flows, quarantine_limit",
                        "  each day, when it is certified: all of these but flows (about the flow, not about days), and enough (expect_table_row_count_to_be_between is not about single rows)");
    }

    @Test
    void theDemoIsValid() {
        assertThat(validate(DEMO, "--json")).isEqualTo(ExitCodes.OK);
        assertThat(out.toString().strip()).isEqualTo("[]");
    }

    @Test
    void everyErrorOfAProjectIsExitCodeOneWithItsPlace() throws IOException {
        breakIt();

        assertThat(validate(folder)).isEqualTo(ExitCodes.NO);
        assertThat(err.toString()).isEqualTo("""
                clicks.yaml:2:7: kind of source clicks must be one of events, attributes, not event; did you mean events?
                features/spend.yaml:3:1: feature spend has no key windw; did you mean window?
                features/spend.yaml:6:13: there is no column amuont; did you mean amount?
                3 errors
                """);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void asJsonAnErrorHasPathLineColumnAndMessage() throws IOException {
        breakIt();

        assertThat(validate(folder, "--json")).isEqualTo(ExitCodes.NO);
        JsonNode findings = new ObjectMapper().readTree(out.toString());
        assertThat(findings).hasSize(3);
        assertThat(findings.get(2))
                .hasToString("{\"path\":\"features/spend.yaml\",\"line\":6,\"column\":13,"
                        + "\"message\":\"there is no column amuont; did you mean amount?\"}");
        assertThat(err.toString()).isEmpty();
    }

    private void breakIt() throws IOException {
        write("clicks.yaml", Files.readString(folder.resolve("clicks.yaml")).replace("events", "event"));
        write("features/spend.yaml", """
                feature: spend
                entity: user_id
                windw: 7 days
                window: 7 days
                aggregation: sum
                value: 2 * (amuont + 1)
                """);
    }

    @Test
    void aFolderThatIsNoneIsAnErrorToo() {
        assertThat(validate(folder.resolve("nowhere"))).isNotEqualTo(ExitCodes.OK);
        assertThat(err.toString()).contains("nowhere");
    }

    private void write(String path, String text) throws IOException {
        Path file = folder.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    private int validate(Path project, String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = project.toString();
        System.arraycopy(options, 0, arguments, 1, options.length);
        return new CommandLine(new ValidateCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
