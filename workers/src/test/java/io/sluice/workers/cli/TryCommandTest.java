package io.sluice.workers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.activities.typing.CanonicalRow;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class TryCommandTest {
    private static final Path DEMO = Path.of("../infra/demo/online-retail");
    private static final Path DEMO_FILE = Path.of("../infra/demo/data/online-retail/onlineretail.parquet");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeProject() throws IOException {
        write("project.yaml", "project: shop\ndefaults: {source: orders}\n");
        write("customer.yaml", "entity: customer\nkeys: {customer: bigint}\n");
        write("orders.yaml", """
                source: orders
                kind: events
                schema: {id: string, at: timestamp, customer: bigint, amount: 'decimal(10,2)', paid: boolean}
                event_time: at
                event_id: id
                batch: {format: csv, path: x, partition: day}
                """);
        write(
                "orders_1d.yaml",
                "feature: orders_1d\nentity: customer\nwindow: 1 day\nhop: 1 hour\nfilters: [paid = true]\n");
        write(
                "spend_1d.yaml",
                "feature: spend_1d\nentity: customer\nwindow: 1 day\nhop: 1 hour\naggregation: sum\nvalue: amount\n");
        write("activity.yaml", "view: activity\nentity: customer\nfeatures: [orders_1d, spend_1d]\n");
    }

    @Test
    void printsTheChangePointsOfACsvFile() throws IOException {
        write("o.csv", """
                id,at,customer,amount,paid
                a,2026-01-01T10:20:00Z,7,1.50,true
                b,2026-01-01 11:00:00,7,2,false
                a,2026-01-01T10:20:00Z,7,1.5,true
                """);

        assertThat(tries("o.csv")).isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).isEqualTo("""
                customer  feature_timestamp     orders_1d  spend_1d
                7         2026-01-01T11:00:00Z  1          1.50
                7         2026-01-01T12:00:00Z  1          3.50
                7         2026-01-02T11:00:00Z  0          2.00
                7         2026-01-02T12:00:00Z  0          null

                2 rows taken, 1 duplicate, 0 of nobody (a key is NULL), 1 entity, 0 problems
                """);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void printsTheValuesAtInstants() throws IOException {
        write("o.jsonl", """
                {"id": "a", "at": "2026-01-01T10:20:00Z", "customer": 7, "amount": 1.50, "paid": true}

                {"id": "b", "at": "2026-01-01T11:00:00Z", "customer": 8, "amount": null, "paid": true}
                """);

        assertThat(tries(
                        "o.jsonl", "--json", "--entity", "7", "--at", "2026-01-01T10:59:59.999Z", "--at", "2026-01-02"))
                .isEqualTo(ExitCodes.OK);
        JsonNode lines = new ObjectMapper().readTree(out.toString());
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0).toString())
                .isEqualTo("{\"entity\":{\"customer\":7},\"at\":\"2026-01-01T10:59:59.999Z\","
                        + "\"values\":{\"orders_1d\":0,\"spend_1d\":null},"
                        + "\"timestamps\":{\"orders_1d\":null,\"spend_1d\":null}}");
        assertThat(lines.get(1).path("values").toString()).isEqualTo("{\"orders_1d\":1,\"spend_1d\":1.5}");
    }

    @Test
    void saysThatAnEntityHasNoRows() throws IOException {
        write("o.csv", """
                id,at,customer,amount,paid
                a,2026-01-01T10:20:00Z,7,1.50,true
                """);

        assertThat(tries("o.csv", "--entity", "{\"customer\": 7}")).isEqualTo(ExitCodes.OK);
        assertThat(tries("o.csv", "--entity", "70")).isEqualTo(ExitCodes.NO);
        assertThat(err.toString().strip()).isEqualTo("No row is of entity 70");
        assertThat(tries("o.csv", "--entity", "seven")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("Invalid --entity: ");
    }

    @Test
    void namesEveryRowThatDoesNotFitWithItsLine() throws IOException {
        write("o.csv", """
                id,at,customer,amount,paid,colour
                a,noon,7,1.50,true,red
                b,2026-01-01T11:00:00Z,seven,1.505,true,red
                c,2026-01-01T11:00:00Z,7,1,true,red,7
                d,,7,1,true,red
                e,2026-01-01T11:00:00Z,,1,true,red
                f,2026-01-01T11:00:00Z,7,1,true,red
                f,2026-01-01T11:00:00Z,7,2,true,red
                "g
                h",2026-01-01T11:00:00Z,7,3,true,red
                i,2026-01-01T11:00:00Z,7,x,true,red
                """);

        assertThat(tries("o.csv")).isEqualTo(ExitCodes.NO);
        assertThat(err.toString().lines().toList())
                .contains(
                        "o.csv:2: source orders has no column colour, it is not read",
                        "o.csv:2: at is no timestamp: noon",
                        "o.csv:3: customer is no bigint: seven",
                        "o.csv:3: amount is no decimal(10,2): 1.505",
                        "o.csv:4: 7 values under a header of 6 columns",
                        "o.csv:5: no event time in at",
                        // as in ingestion a line is a record unless the source says multiLine
                        "o.csv:9: 1 values under a header of 6 columns",
                        "o.csv:11: amount is no decimal(10,2): x")
                .anyMatch(
                        line -> line.matches("o.csv:[78]: another row with the same identity and other content stays"))
                .hasSize(9);
        assertThat(out.toString())
                .contains("2 rows taken, 0 duplicates, 1 of nobody (a key is NULL), 1 entity, 9 problems");
    }

    @Test
    void namesTheEntityOfAResultThatDoesNotFitAndShowsTheOthers() throws IOException {
        write(
                "spend_1d.yaml",
                "feature: spend_1d\nentity: customer\nwindow: 1 day\nhop: 1 hour\naggregation: sum\nvalue: customer\n");
        write("o.csv", """
                id,at,customer,amount,paid
                a,2026-01-01T10:00:00Z,9223372036854775807,1,true
                b,2026-01-01T10:00:00Z,9223372036854775807,1,false
                c,2026-01-01T10:00:00Z,7,1,true
                """);

        assertThat(tries("o.csv")).isEqualTo(ExitCodes.NO);
        assertThat(err.toString().lines().toList())
                .singleElement()
                .asString()
                .startsWith("entity 9223372036854775807: the value of feature spend_1d does not fit bigint");
        assertThat(out.toString()).contains("7         2026-01-01T11:00:00Z").contains("1 entity, 1 problem");
    }

    @Test
    void ofOneIdentityTheLeastContentStays() throws IOException {
        String one = "f,2026-01-01T11:00:00Z,7,1,true\n";
        String other = "f,2026-01-01T11:00:00Z,7,2,true\n";
        String least = content("1.00").compareTo(content("2.00")) < 0 ? "1.00" : "2.00";
        for (String rows : List.of(one + other, other + one)) {
            out.getBuffer().setLength(0);
            write("o.csv", "id,at,customer,amount,paid\n" + rows);

            assertThat(tries("o.csv")).isEqualTo(ExitCodes.NO);

            assertThat(out.toString().lines().toList().get(1)).endsWith("1          " + least);
        }
    }

    private static String content(String amount) {
        return CanonicalRow.hash(
                List.of(
                        new Column("id", DataType.STRING),
                        new Column("at", DataType.TIMESTAMP),
                        new Column("customer", DataType.BIGINT),
                        new Column("amount", DataType.decimal(10, 2)),
                        new Column("paid", DataType.BOOLEAN)),
                new Object[] {
                    "f", Instant.parse("2026-01-01T11:00:00Z").toEpochMilli(), 7L, new BigDecimal(amount), true
                });
    }

    @Test
    void aFilterKeepsARowOnlyWhereItIsTrue() throws IOException {
        write("orders_1d.yaml", "feature: orders_1d\nentity: customer\nwindow: 1 day\nfilters: [paid = false]\n");
        write("o.csv", """
                id,at,customer,amount,paid
                a,2026-01-01T10:20:00Z,7,1,false
                b,2026-01-01T10:20:00Z,7,1,
                c,2026-01-01T10:20:00Z,7,1,true
                """);

        assertThat(tries("o.csv", "--json", "--at", "2026-01-01T11:00:00Z")).isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).contains("\"orders_1d\" : 1,");
    }

    @Test
    void aFileRowCountsBeforeTheCutoverOnly() throws IOException {
        Path orders = folder.resolve("orders.yaml");
        Files.writeString(
                orders,
                Files.readString(orders)
                        + "stream: {topic: orders}\nallowed_lateness: 1 hour\ncutover: 2026-01-01T11:00:00Z\n");
        write("o.csv", """
                id,at,customer,amount,paid
                a,2026-01-01T10:59:59.999Z,7,1,true
                b,2026-01-01T11:00:00Z,7,1,true
                """);

        assertThat(tries("o.csv")).isEqualTo(ExitCodes.NO);
        assertThat(out.toString()).contains("1 row taken");
        assertThat(err.toString()).isEqualTo("o.csv:3: at or after the cutover, files do not count from there on\n");
    }

    @Test
    void namesLinesThatAreNoJsonObject() throws IOException {
        write("o.json", "{\"id\": \"a\"\n[1]\n{\"id\":\"a\",\"id\":\"b\"}\n");

        assertThat(tries("o.json")).isEqualTo(ExitCodes.NO);
        assertThat(err.toString().lines())
                .hasSize(3)
                .allMatch(line -> line.matches("o.json:[123]: no JSON object: .+"));
    }

    @Test
    void joinsSeveralSources() throws IOException {
        write("names.yaml", """
                source: names
                kind: attributes
                schema: {customer: bigint, at: timestamp, name: string}
                event_time: at
                batch: {format: csv, path: x, partition: none}
                """);
        write("name.yaml", "feature: name\nentity: customer\nsource: names\nvalue: name\n");
        write("activity.yaml", "view: activity\nentity: customer\nfeatures: [orders_1d, name]\n");
        write("o.csv", "id,at,customer,amount,paid\na,2026-01-01T10:20:00Z,7,1.50,true\n");
        write("n.csv", "customer,at,name\n7,2026-01-01T00:00:00Z,ann\n");

        assertThat(tries("o.csv")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("reads several sources (names, orders): write --events <source>=<file>");
        assertThat(run("--events", "orders=" + folder.resolve("o.csv"), "--events", "names=" + folder.resolve("n.csv")))
                .isEqualTo(ExitCodes.OK);
        assertThat(out.toString())
                .contains("7         2026-01-01T00:00:00Z  ann   0", "7         2026-01-01T11:00:00Z  ann   1");
        assertThat(run("--events", "order=x.csv")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("reads no source order; did you mean orders?");
    }

    /** A real file of half a million lines would take long: the demo's first days are enough to see types that differ. */
    @Test
    void readsAParquetFileUnderItsOwnTypes() {
        assertThat(new CommandLine(new TryCommand())
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(
                                DEMO.toString(),
                                "--view",
                                "customer_activity",
                                "--events",
                                DEMO_FILE.toString(),
                                "--entity",
                                "17850",
                                "--at",
                                "2010-12-08"))
                .isIn(ExitCodes.OK, ExitCodes.NO);
        assertThat(out.toString()).contains("17850 ", "United Kingdom");
    }

    @Test
    void saysWhatCannotBeUsed() throws IOException {
        write("o.csv", "id\n");
        write("o.txt", "id\n");
        write("o.parquet", "id\n");
        assertThat(tries("none.csv")).isEqualTo(ExitCodes.USAGE);
        assertThat(tries("o.txt")).isEqualTo(ExitCodes.USAGE);
        assertThat(tries("o.parquet")).isEqualTo(ExitCodes.USAGE);
        assertThat(tries("o.csv", "--at", "noon")).isEqualTo(ExitCodes.USAGE);
        assertThat(tries("o.csv", "--view", "activty")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString()).contains("There is no file", "must end with .csv", "as Parquet", "Invalid --at");
        for (String text : List.of("", "a,2026-01-01T11:00:00Z,7,1,true\n")) {
            err.getBuffer().setLength(0);
            write("bare.csv", text);
            assertThat(tries("bare.csv")).isEqualTo(ExitCodes.USAGE);
            assertThat(err.toString())
                    .contains(
                            "bare.csv has no header: its first line must name columns of the source (id, at, customer, amount, paid)");
        }
        write("orders_1d.yaml", "feature: orders_1d\nentity: customer\nwindow: 1 month\n");
        assertThat(tries("o.csv")).isEqualTo(ExitCodes.NO);
        assertThat(err.toString()).contains("orders_1d.yaml:3:9");
    }

    private void write(String file, String text) throws IOException {
        Files.writeString(folder.resolve(file), text);
    }

    private int tries(String file, String... options) {
        return run(Stream.concat(Stream.of("--events", folder.resolve(file).toString()), Stream.of(options))
                .toArray(String[]::new));
    }

    private int run(String... options) {
        List<String> arguments =
                Stream.concat(Stream.of(folder.toString()), Stream.of(options)).collect(Collectors.toList());
        if (!arguments.contains("--view")) {
            arguments.addAll(List.of("--view", "activity"));
        }
        return new CommandLine(new TryCommand())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
    }
}
