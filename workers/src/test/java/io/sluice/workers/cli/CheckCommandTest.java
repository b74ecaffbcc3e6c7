package io.sluice.workers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The command as people type it; what it judges is tested where it is judged. */
final class CheckCommandTest {
    private static final Path GREAT_EXPECTATIONS = Path.of("..", "quality", "src", "test", "conformance", "suite");
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String CSV = "id,price,email\n1,2.5,a@x\n2,-1.0,nobody\n3,7.0,c@x\n";
    private static final String SUITE = """
            {"name": "orders", "meta": {}, "expectations": [
              {"type": "expect_column_values_to_be_between", "kwargs": {"column": "price", "min_value": 0}},
              {"type": "expect_column_values_to_match_regex", "kwargs": {"column": "email", "regex": "@"},
               "severity": "warning"}
            ]}
            """;

    @TempDir
    private Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void whatBlocksIsExitCodeOneAndTheResultIsThatOfGreatExpectations() throws IOException {
        write("orders.csv", CSV);
        assertThat(check(SUITE, "orders.csv", "--json", "--pii", "email")).isEqualTo(ExitCodes.NO);
        JsonNode result = JSON.readTree(out.toString());
        assertThat(result.get("success").booleanValue()).isFalse();
        JsonNode prices = result.at("/results/0/result");
        assertThat(prices.get("unexpected_count").intValue()).isEqualTo(1);
        assertThat(prices.get("partial_unexpected_list")).hasToString("[-1.0]");
        assertThat(prices.get("partial_unexpected_counts")).hasToString("[{\"value\":-1.0,\"count\":1}]");
        assertThat(out.toString()).contains("[redacted]").doesNotContain("nobody");
    }

    /** The suite is the file that Great Expectations wrote; see {@code suite.py} beside it. */
    @Test
    void aSuiteThatGreatExpectationsWroteIsJudgedAsByItself() throws IOException {
        String data = GREAT_EXPECTATIONS.resolve("orders.csv").toString();
        String suite = GREAT_EXPECTATIONS.resolve("suite.json").toString();
        assertThat(run("--suite", suite, "--data", data, "--json")).isEqualTo(ExitCodes.NO);
        JsonNode theirs = JSON.readTree(
                        GREAT_EXPECTATIONS.resolve("result.json").toFile())
                .get("results");
        assertThat(theirs).hasSizeGreaterThan(10);
        List<String> ours = new ArrayList<>();
        for (JsonNode one : JSON.readTree(out.toString()).get("results")) {
            ours.add(said(one.at("/expectation_config/type"), one.get("success"), one.get("result")));
        }
        List<String> wanted = new ArrayList<>();
        theirs.forEach(one -> wanted.add(said(one.get("type"), one.get("success"), one)));
        assertThat(ours).containsExactlyInAnyOrderElementsOf(wanted);
    }

    private static String said(JsonNode type, JsonNode success, JsonNode result) {
        JsonNode observed = result.path("observed_value");
        return type.asText() + " " + success + " "
                + result.path("unexpected_count").asInt() + " "
                + (observed.isObject() ? observed.get("values") : observed.asText(""));
    }

    @Test
    void anExpressionThatExplodesIsExitCodeTwoWithItsPlace() throws IOException {
        write("orders.csv", CSV);
        assertThat(check(SUITE.replace("\"@\"", "\"^(a|a)*@$\""), "orders.csv")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("suite.json:3:3: ", "regex ^(a|a)*@$ may explode: at position 1, (a|a)*");
    }

    @Test
    void aWarningIsExitCodeZero() throws IOException {
        write("orders.csv", CSV.replace("-1.0", "1.0"));
        assertThat(check(SUITE, "orders.csv")).isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).contains("PASS WITH WARNINGS: 1 of 2 expectations hold on 3 rows of orders.csv");
    }

    @Test
    void anUnknownExpectationIsExitCodeTwoWithASuggestionAndItsPlace() throws IOException {
        write("orders.csv", CSV);
        String wrong = SUITE.replace("values_to_match_regex", "values_to_match_regexp");
        assertThat(check(wrong, "orders.csv")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString())
                .contains("suite.json:3:12: unknown expectation expect_column_values_to_match_regexp;"
                        + " did you mean expect_column_values_to_match_regex?")
                .contains("1 error");
    }

    @Test
    void aSuiteThatIsNotJsonIsExitCodeTwo() throws IOException {
        write("orders.csv", CSV);
        assertThat(check("expectations: []", "orders.csv")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("suite.json:1:1: this is not JSON");
        assertThat(check("{\"name\": ", "orders.csv")).isEqualTo(ExitCodes.USAGE);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void filesThatAreAbsentAreExitCodeTwo() throws IOException {
        assertThat(check(SUITE, "none.csv")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("There is no file").contains("none.csv");
        assertThat(run("--suite", "none.json", "--data", "none.csv")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("There is no suite none.json");
    }

    private int check(String suite, String data, String... more) throws IOException {
        write("suite.json", suite);
        String[] arguments = new String[4 + more.length];
        arguments[0] = "--suite";
        arguments[1] = folder.resolve("suite.json").toString();
        arguments[2] = "--data";
        arguments[3] = folder.resolve(data).toString();
        System.arraycopy(more, 0, arguments, 4, more.length);
        return run(arguments);
    }

    private int run(String... arguments) {
        return new CommandLine(new CheckCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
