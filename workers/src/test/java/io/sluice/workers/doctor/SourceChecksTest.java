package io.sluice.workers.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.sluice.activities.secret.testing.InMemorySecrets;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.reading.ProjectParser;
import io.sluice.workers.worker.BatchModule;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The doctor asks each source and names what mends it; what it prints holds no secret. */
final class SourceChecksTest {
    private static final String SECRET = "hunter2";

    private final InMemorySecrets secrets = new InMemorySecrets();

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "in/{partition}.csv, OK, /in exists",
        "in/a.csv, OK, /in/a.csv exists",
        "in/*.csv, OK, /in exists",
        "out/{partition}.csv, FAILED, /out does not exist",
        "in/b.csv, FAILED, /in/b.csv does not exist"
    })
    void filesAreThere(String path, Finding.State state, String detail) throws IOException {
        Files.createDirectories(folder.resolve("in"));
        Files.writeString(folder.resolve("in/a.csv"), "x");

        Finding finding = checked("path: \"" + path + "\", format: csv");

        assertThat(finding.state()).isEqualTo(state);
        assertThat(finding.detail()).endsWith(detail);
        assertThat(finding.mend().isEmpty()).isEqualTo(state == Finding.State.OK);
        assertThat(finding.mend())
                .isIn("", "put the files there, or correct batch.path in source orders and apply the definitions");
    }

    @Test
    void aSecretIsThere() {
        String lane =
                "jdbc: \"jdbc:postgresql://127.0.0.1:1/shop\", options: {table: orders, password_secret: shop_db}";

        assertThat(checked(lane).toString())
                .contains("FAILED", "there is no secret shop_db (password_secret)")
                .contains(secrets.place("shop_db"));
    }

    @Test
    void aDatabaseIsReachable() throws IOException {
        secrets.with("shop_db", SECRET);
        String lane =
                "jdbc: \"jdbc:postgresql://127.0.0.1:%d/shop?x=%s\", options: {table: orders, password_secret: shop_db}"
                        .formatted(unused(), SECRET);

        assertThat(checked(lane).toString())
                .contains("FAILED", "Cannot reach jdbc:postgresql://127.0.0.1:", "is it up", "correct batch.jdbc")
                .doesNotContain(SECRET);
    }

    @ParameterizedTest
    @CsvSource({
        "200, OK, answers",
        "401, FAILED, the token is missing",
        "503, FAILED, answers 503",
        "404, FAILED, nothing at this address"
    })
    void anExportAnswers(int status, Finding.State state, String detail) throws IOException {
        secrets.with("shop_api", SECRET);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            boolean told =
                    ("Bearer " + SECRET).equals(exchange.getRequestHeaders().getFirst("Authorization"));
            exchange.sendResponseHeaders(told ? status : 500, -1);
            exchange.close();
        });
        server.start();
        try {
            Finding finding =
                    checked("api: \"http://127.0.0.1:%d/orders?day={partition}\", options: {token_secret: shop_api}"
                            .formatted(server.getAddress().getPort()));
            assertThat(finding.state()).isEqualTo(state);
            assertThat(finding.detail()).contains(detail);
            assertThat(finding.toString()).doesNotContain(SECRET);
        } finally {
            server.stop(0);
        }
    }

    private Finding checked(String lane) {
        Source source = ProjectParser.parse(
                        List.of(
                                new DefinitionFile("project.yaml", "project: shop\n"),
                                new DefinitionFile(
                                        "orders.yaml",
                                        "source: orders\nkind: events\nschema: {id: string, at: timestamp}\nevent_time: at\n"
                                                + "event_id: id\nbatch: {" + lane + ", partition: day}\n")),
                        (text, columns) -> {
                            throw new AssertionError(text);
                        })
                .source("orders")
                .orElseThrow();
        Clock clock = Clock.systemUTC();
        return new SourceChecks(secrets, BatchModule.fetchers(secrets, clock), clock).of(source, folder.toString());
    }

    private static int unused() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
