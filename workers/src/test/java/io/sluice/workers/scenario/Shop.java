package io.sluice.workers.scenario;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A shop that exports its orders over HTTP, a page at a time, and what a project says of it. Its first day has a price that the
 * gate's first rule refuses; with its second day comes an order of the first.
 */
final class Shop implements AutoCloseable {
    static final String SOURCE = "shop_orders";
    static final String VIEW = "shopper_orders";
    static final String FIRST_DAY = "2024-03-01";
    static final String SECOND_DAY = "2024-03-02";

    private static final String STRICT = "max_value: 100}";
    private static final String WIDER = "max_value: 1000}";
    private static final Map<String, String> PAGES = pages();
    private static final Map<String, String> FILES = files();

    private final HttpServer server;

    private Shop(HttpServer server) {
        this.server = server;
    }

    /** A shop that answers on a free port until closed. */
    static Shop open() {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/orders", Shop::answer);
            server.start();
            return new Shop(server);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes the shop's definitions into a project, under the rule that refuses the price. */
    void addTo(Path project) {
        FILES.forEach((name, text) -> write(
                project.resolve(name),
                text.replace("PORT", String.valueOf(server.getAddress().getPort()))));
    }

    /** The fix: a rule that the price passes, and one that measures drift against the first day. */
    static void widenTheRule(Path project) {
        Path gate = project.resolve("gates/shop_orders.yaml");
        DemoProject.replace(gate, STRICT, WIDER);
        write(gate, read(gate) + """
                  - type: expect_column_psi_to_be_less_than
                    kwargs: {column: amount, reference: 2024-03-01}
                    severity: warning
                """);
    }

    static String id(String day) {
        return "ingest/" + SOURCE + "/" + day;
    }

    static String input(String day) {
        return "{\"source\":\"%s\",\"partition\":\"%s\"}".formatted(SOURCE, day);
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private static void answer(HttpExchange exchange) throws IOException {
        byte[] page =
                PAGES.getOrDefault(exchange.getRequestURI().getQuery(), "[]").getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, page.length);
        exchange.getResponseBody().write(page);
        exchange.close();
    }

    private static Map<String, String> pages() {
        Map<String, String> pages = new LinkedHashMap<>();
        pages.put(
                "day=2024-03-01&page=1",
                "[" + order(1, "ann", "2024-03-01T10:00:00Z", "20.00") + ","
                        + order(2, "ben", "2024-03-01T12:00:00Z", "30.00") + "]");
        pages.put("day=2024-03-01&page=2", "[" + order(3, "ann", "2024-03-01T15:00:00Z", "500.00") + "]");
        pages.put(
                "day=2024-03-02&page=1",
                "[" + order(4, "ben", "2024-03-02T09:00:00Z", "10.00") + ","
                        + order(5, "ann", "2024-03-01T18:00:00Z", "40.00") + "]");
        return pages;
    }

    private static String order(int number, String shopper, String at, String amount) {
        return "{\"order_id\":%d,\"shopper\":\"%s\",\"at\":\"%s\",\"amount\":%s}"
                .formatted(number, shopper, at, amount);
    }

    private static Map<String, String> files() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("sources/shop_orders.yaml", """
                source: shop_orders
                kind: events
                schema: {order_id: bigint, shopper: string, at: timestamp, amount: "decimal(10,2)"}
                event_time: at
                event_id: order_id
                history_from: 2024-03-01T09:00:00Z
                batch:
                  api: http://127.0.0.1:PORT/orders?day={partition}
                  options: {paging: page}
                  partition: day
                allowed_lateness: 0 seconds
                late_policy: correct
                gate: shop_orders
                """);
        files.put("gates/shop_orders.yaml", """
                gate: shop_orders
                expectations:
                  - type: expect_column_values_to_be_between
                    kwargs: {column: amount, min_value: 0, max_value: 100}
                    id: price_plausible
                    rows: quarantine
                """);
        files.put("entities/shopper.yaml", "entity: shopper\n");
        files.put("features/spent_1d.yaml", """
                feature: spent_1d
                source: shop_orders
                entity: shopper
                window: 1 day
                aggregation: sum
                value: amount
                """);
        files.put("features/spent_ever.yaml", """
                feature: spent_ever
                source: shop_orders
                entity: shopper
                window: lifetime
                aggregation: sum
                value: amount
                """);
        files.put("views/shopper_orders.yaml", """
                view: shopper_orders
                entity: shopper
                features: [spent_1d, spent_ever]
                publish: manual
                """);
        return files;
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
