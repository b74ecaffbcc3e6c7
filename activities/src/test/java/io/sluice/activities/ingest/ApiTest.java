package io.sluice.activities.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sluice.activities.spark.TestingLake;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Source;
import io.sluice.workflows.ingest.Landed;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Exports of a real HTTP server. */
final class ApiTest {
    private static final String TOKEN = "hunter2-token";
    private static final String A = "{\"id\":\"a\",\"at\":\"2024-01-01T10:00:00Z\",\"amount\":1.50}";
    private static final String B = "{\"id\":\"b\",\"at\":\"2024-01-01T11:00:00Z\",\"amount\":2}";

    private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
    private final List<String> tokens = Collections.synchronizedList(new ArrayList<>());
    private HttpServer server;
    private Function<String, Answer> answers = path -> new Answer(200, "[]", Map.of());

    private record Answer(int status, String body, Map<String, String> headers) {}

    @BeforeEach
    void start() throws IOException {
        TestingFetches.SECRETS.with("shop_api", TOKEN);
        TestingFetches.PAUSES.clear();
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void readsPagesByCursorWithATokenAndLandsThemOnce() {
        answers = path -> path.contains("cursor=2%2B")
                ? ok("{\"data\":{\"orders\":[" + B + "]},\"meta\":{\"next\":null}}")
                : ok("{\"data\":{\"orders\":[" + A + "]},\"meta\":{\"next\":\"2+\"}}");
        TestingSource source = source(
                "api_cursor",
                Map.of("items", "data.orders", "paging", "cursor", "next", "meta.next", "token_secret", "shop_api"));

        Landed first = source.land("2024-01-01", "run-1");
        Landed again = source.land("2024-01-01", "run-2");

        assertThat(first.files()).isEqualTo(2);
        assertThat(first.rows()).isEqualTo(2);
        assertThat(again).isEqualTo(first);
        assertThat(asked)
                .containsExactly(
                        "/v1/orders?day=2024-01-01",
                        "/v1/orders?day=2024-01-01&cursor=2%2B",
                        "/v1/orders?day=2024-01-01",
                        "/v1/orders?day=2024-01-01&cursor=2%2B");
        assertThat(tokens).containsOnly("Bearer " + TOKEN);
        assertThat(TestingLake.shared()
                        .spark()
                        .session()
                        .table("sluice.landing.api_cursor")
                        .selectExpr("id", "amount", "substring_index(_source_file, '/', -1)", "_source_position")
                        .orderBy("id")
                        .collectAsList()
                        .toString())
                .isEqualTo("[[a,1.50,page-000001.json,0], [b,2,page-000002.json,0]]");
        assertThat(source.stage("2024-01-01", first, "run-1").rows()).isEqualTo(2);
    }

    @Test
    void readsPagesByNumberAndByOffsetUntilOneIsEmpty() {
        answers = path -> path.contains("page=1") || path.contains("offset=0") ? ok("[" + A + "," + B + "]") : ok("[]");
        assertThat(source("api_page", Map.of("paging", "page", "size_param", "n", "size", "2"))
                        .land("2024-01-01", "run-1")
                        .rows())
                .isEqualTo(2);
        assertThat(source("api_offset", Map.of("paging", "offset"))
                        .land("2024-01-01", "run-1")
                        .rows())
                .isEqualTo(2);
        assertThat(asked)
                .containsExactly(
                        "/v1/orders?day=2024-01-01&n=2&page=1",
                        "/v1/orders?day=2024-01-01&n=2&page=2",
                        "/v1/orders?day=2024-01-01&offset=0",
                        "/v1/orders?day=2024-01-01&offset=2");
    }

    @Test
    void followsLinksOfHeadersButNotToOtherServices() {
        answers = path -> path.contains("after")
                ? ok("[" + B + "]")
                : new Answer(
                        200, "[" + A + "]", Map.of("Link", "</v1/orders?after=1>; rel=\"next\", </v1>; rel=\"up\""));
        assertThat(source("api_link", Map.of("paging", "link"))
                        .land("2024-01-01", "run-1")
                        .rows())
                .isEqualTo(2);
        answers = path -> new Answer(200, "[" + A + "]", Map.of("Link", "<https://elsewhere/>; rel=\"next\""));
        assertThatThrownBy(
                        () -> source("api_elsewhere", Map.of("paging", "link")).land("2024-01-01", "run-1"))
                .hasMessageContaining("leads to another service, elsewhere, which is not followed");
        answers = path -> new Answer(200, "[" + A + "]", Map.of("Link", "<" + path + ">; rel=\"next\""));
        assertThatThrownBy(() -> source("api_circle", Map.of("paging", "link")).land("2024-01-01", "run-1"))
                .hasMessageContaining("leads to a page that was read before");
    }

    @Test
    void triesAgainWhenTheServiceIsBusyAndWaitsAsLongAsItSays() {
        answers = path -> switch (asked.size()) {
            case 1 -> new Answer(503, "", Map.of());
            case 2 -> new Answer(429, "", Map.of("Retry-After", "7"));
            case 3 -> new Answer(500, "", Map.of());
            default -> ok("[" + A + "]");
        };
        assertThat(source("api_busy", Map.of("requests_per_second", "1000000"))
                        .land("2024-01-01", "run-1")
                        .rows())
                .isEqualTo(1);
        assertThat(TestingFetches.PAUSES)
                .containsExactly(Duration.ofMillis(500), Duration.ofSeconds(7), Duration.ofSeconds(2));
        answers = path -> new Answer(503, "", Map.of());
        assertThatThrownBy(() -> source("api_down", Map.of("retries", "2")).land("2024-01-01", "run-1"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("/v1/orders answers 503, also after 3 tries")
                .hasMessageNotContaining("day=");
    }

    @Test
    void asksNoFasterThanAllowed() {
        answers = path -> path.contains("page=1") ? ok("[" + A + "]") : ok("[]");
        source("api_slow", Map.of("paging", "page", "requests_per_second", "1")).land("2024-01-01", "run-1");
        assertThat(TestingFetches.PAUSES).hasSize(1);
        assertThat(TestingFetches.PAUSES.get(0)).isBetween(Duration.ofMillis(1), Duration.ofSeconds(1));
    }

    @Test
    void refusesWhatNoRetryMendsWithoutTheToken() {
        assertRefused(
                new Answer(401, "", Map.of()),
                Map.of("token_secret", "shop_api"),
                "answers 401; the token is missing, wrong");
        assertRefused(
                new Answer(302, "", Map.of("Location", "https://elsewhere/")),
                Map.of(),
                "a redirection is not followed");
        assertRefused(ok("<html>"), Map.of(), "is no JSON document");
        assertRefused(ok("{\"rows\":[]}"), Map.of("items", "data"), "has nothing at items: data");
        assertRefused(ok("[" + A + "]"), Map.of("max_page_bytes", "10"), "has more than 10 bytes");
        assertRefused(ok("[" + A + "]"), Map.of("paging", "page", "max_pages", "3"), "there are more than 3 pages");
    }

    private void assertRefused(Answer answer, Map<String, String> options, String sentence) {
        answers = path -> answer;
        assertThatThrownBy(() -> source("api_refused", options).land("2024-01-01", "run-1"))
                .hasMessageContaining("Cannot read source api_refused")
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("hunter2");
    }

    private static Answer ok(String body) {
        return new Answer(200, body, Map.of());
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().toString();
        asked.add(path);
        tokens.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
        Answer answer = answers.apply(path);
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        answer.headers().forEach(exchange.getResponseHeaders()::add);
        exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
        if (body.length > 0) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private TestingSource source(String name, Map<String, String> options) {
        String address = "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/orders?day={partition}";
        return new TestingSource(TestingSource.source(
                name,
                List.of(
                        new Column("id", DataType.STRING),
                        new Column("at", DataType.TIMESTAMP),
                        new Column("amount", DataType.DOUBLE)),
                new EventId(EventId.Kind.COLUMNS, List.of("id")),
                new Source.Batch(Source.Batch.Access.API, "", address, options, Source.Partitioning.DAY)));
    }
}
