package io.sluice.workers.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.workers.local.Commands;
import io.sluice.workers.local.LocalStack;
import io.sluice.workers.local.LocalWorker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first run on a real Temporal server, real Redis and real Spark, from the file to a value read online. */
final class FirstRunIT {
    private static final String PERSON = "\"by\":\"ana\",\"reason\":\"looked at it\"";

    @TempDir
    private static Path home;

    private static LocalStack stack;
    private static LocalWorker worker;

    @BeforeAll
    static void start() {
        stack = LocalStack.start(home, "temporal", "redis");
        worker = LocalWorker.start(stack, Map.of());
        DemoProject.apply(stack);
    }

    @AfterAll
    static void stop() {
        worker.close();
        stack.close();
    }

    @Test
    void aRunWithoutAnIdStartsTheCanonicalOneAndReturnsItsResult() {
        JsonNode run = LocalStack.json(stack.temporal(
                "workflow",
                "execute",
                "--task-queue",
                "sluice",
                "--type",
                "BatchIngestion",
                "--input",
                DemoProject.input("2010-12-13"),
                "-o",
                "json"));
        assertThat(run.path("result").path("outcome").asText()).isEqualTo("PUBLISHED");
        assertThat(stack.completed(DemoProject.id("2010-12-13"))
                        .path("rowsPublished")
                        .asInt())
                .isEqualTo(2276);
    }

    @Test
    void fromTheFileToTheOnlineValueEqualToTheLake() {
        for (String day :
                new String[] {"2010-12-01", "2010-12-02", "2010-12-03", "2010-12-04", "2010-12-05", "2010-12-06"}) {
            assertThat(DemoProject.ingest(stack, day).path("outcome").asText()).isEqualTo("PUBLISHED");
        }
        String gate = DemoProject.blocked(stack, DemoProject.NEGATIVE_PRICES);
        sendWhatDoesNotFit(gate);
        decideFromTheUi(gate);
        JsonNode remediated = stack.completed(DemoProject.id(DemoProject.NEGATIVE_PRICES));
        assertThat(remediated.path("outcome").asText()).isEqualTo("PUBLISHED");
        assertThat(remediated.path("rowsRead").asInt()).isEqualTo(2963);
        assertThat(remediated.path("rowsPublished").asInt()
                        + remediated.path("duplicates").asInt()
                        + remediated.path("quarantined").asInt())
                .isEqualTo(2963);
        rejectWhatNobodyMayWaive();
        releaseAndMaterialise();
        readOnline();
        buildATrainingSet();
        aChangedWindowIsASecondVersion();
    }

    /** By the script, which chooses the heap; without a server. */
    @Test
    void aGateIsTriedOnAFile() {
        Commands.Ended tried = stack.sluice(
                "check",
                "--suite",
                DemoProject.FOLDER.resolve("gates/online_retail_lines.yaml").toString(),
                "--data",
                DemoProject.broken(DemoProject.NEGATIVE_PRICES).toString());
        assertThat(tried.exitCode()).as(tried.errors() + tried.output()).isEqualTo(1);
        assertThat(tried.output()).contains("price_not_negative");
    }

    @Test
    void badInputFailsAtOnceWithOneSentence() {
        refuses(
                "BatchIngestion",
                "{\"source\":\"online_retial\",\"partition\":\"2010-12-01\"}",
                "NotFound",
                "Unknown source: online_retial; did you mean online_retail?");
        refuses(
                "BatchIngestion",
                "{\"source\":\"online_retail\",\"partition\":\"2010-13-01\"}",
                "InvalidInput",
                "2010-13-01");
        refuses(
                "BatchIngestion",
                "{\"source\":\"online_retail\",\"partitoin\":\"2010-12-01\"}",
                "InvalidInput",
                "partitoin");
        refuses("BatchIngestion", "\"online_retail\"", "InvalidInput", "object");
        refuses(
                "BatchIngestion",
                "{\"source\":\"online_retail\",\"partition\":\"2010-12-15\",\"path\":\"/no/such/file.parquet\"}",
                "UnreadableSource",
                "/no/such/file.parquet");
        refuses(
                "ViewUpdate",
                "{\"view\":\"customer_activty\",\"from\":\"2010-12-01\",\"to\":\"2010-12-02\"}",
                "NotFound",
                "did you mean customer_activity?");
        refuses(
                "OnlineMaterialization",
                "{\"view\":\"customer_activity\",\"mode\":\"QUICK\"}",
                "InvalidInput",
                "QUICK");
        refuses(
                "ApplyDefinitions",
                "{\"project\":\"/no/such/project\",\"requestedBy\":\"ana\"}",
                "InvalidInput",
                "/no/such/project");
    }

    /** Each is recorded as ignored, with its reason, and changes nothing. */
    private static void sendWhatDoesNotFit(String gate) {
        stack.signal(gate, "approve", "\"yes\"");
        stack.signal(gate, "approve", "[1,2]");
        stack.signal(gate, "approve", "null");
        stack.signal(gate, "remediate", "{" + PERSON + ",\"strategy\":\"HOPE\"}");
        stack.signal(gate, "reject", "{" + PERSON + ",\"because\":\"x\"}");
        stack.signal(gate, "approve", "{" + PERSON + ",\"attempt\":7}");
        stack.signal(gate, "aprove", "{" + PERSON + "}");
        JsonNode status = stack.query(gate, "status");
        assertThat(status.path("state").asText()).isEqualTo("AWAITING_DECISION");
        assertThat(status.path("decisions").asInt()).isEqualTo(7);
        assertThat(status.path("recent").toString()).contains("IGNORED", "approve", "attempt");
        assertThat(stack.details(gate)).contains("temporal workflow signal", "price_not_negative", "QUARANTINE_ROWS");
    }

    /** The body is the one that the UI's own page sends. */
    private static void decideFromTheUi(String gate) {
        String object = "{" + PERSON + ",\"strategy\":\"QUARANTINE_ROWS\"}";
        String body =
                ("{\"signalName\":\"remediate\",\"input\":{\"payloads\":[{\"metadata\":{\"encoding\":\"%s\"},\"data\":\"%s\"}]},"
                                + "\"workflowExecution\":{\"workflowId\":\"%s\",\"runId\":\"\"}}")
                        .formatted(base64("json/plain"), base64(object), gate);
        String path = "/api/v1/namespaces/default/workflows/" + gate.replace("/", "%2F") + "/signal/remediate";
        HttpResponse<String> answer = post(URI.create(stack.ui() + path), body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    private static void rejectWhatNobodyMayWaive() {
        String gate = DemoProject.blocked(stack, DemoProject.QUANTITY_GONE);
        Commands.Ended waiver = stack.tryTemporal(
                "workflow",
                "update",
                "execute",
                "--workflow-id",
                gate,
                "--name",
                "decide",
                "--input",
                "{\"verb\":\"approve\"," + PERSON + "}");
        assertThat(waiver.exitCode()).isNotZero();
        assertThat(waiver.errors() + waiver.output()).contains("schema_contract");
        stack.signal(DemoProject.id(DemoProject.QUANTITY_GONE), "reject", "{" + PERSON + "}");
        assertThat(stack.completed(DemoProject.id(DemoProject.QUANTITY_GONE))
                        .path("outcome")
                        .asText())
                .isEqualTo("REJECTED");
    }

    private static void releaseAndMaterialise() {
        JsonNode update = stack.execute(
                "ViewUpdate",
                "update/customer_activity",
                "{\"view\":\"customer_activity\",\"from\":\"2010-12-01\",\"to\":\"2010-12-08\"}");
        assertThat(update.path("outcome").asText()).isEqualTo("PUBLISHED");
        JsonNode release =
                stack.execute("MergedViewPublish", "publish/customer_activity", "{\"view\":\"customer_activity\"}");
        assertThat(release.path("certifiedThrough").asText()).isEqualTo("2010-12-08T00:00:00Z");
        stack.kill("redis");
        stack.startWorkflow(
                "OnlineMaterialization",
                "online/customer_activity",
                "{\"view\":\"customer_activity\",\"mode\":\"FULL\"}");
        stack.awaitEvent("online/customer_activity", "ActivityTaskScheduled");
        stack.up("redis");
        JsonNode online = stack.completed("online/customer_activity");
        assertThat(online.path("counts").path("applied").asInt()).isPositive();
        assertThat(online.path("counts").path("different").asInt()).isZero();
    }

    private static void readOnline() {
        Commands.Ended read = stack.sluice(
                "get",
                "--view",
                "customer_activity",
                "--entity",
                "17850",
                "--at",
                "2010-12-08T00:00:00Z",
                "--recompute",
                "--json");
        assertThat(read.exitCode()).as(read.errors() + read.output()).isZero();
        assertThat(read.output()).contains("\"PRESENT\"", "United Kingdom", "customer_activity@v1-000001");
        assertThat(stack.sluice("get", "--view", "customer_activity", "--entity", "1", "--at", "2010-12-08T00:00:00Z")
                        .exitCode())
                .isEqualTo(1);
        assertThat(stack.sluice("get", "--view", "customer_activty", "--entity", "1")
                        .exitCode())
                .isEqualTo(1);
        assertThat(stack.sluice("get", "--view", "customer_activity", "--entity", "1", "--at", "noon")
                        .exitCode())
                .isEqualTo(2);
    }

    /** Twice, by both engines: equal content. */
    private static void buildATrainingSet() {
        Path labels = home.resolve("labels.csv");
        try {
            Files.writeString(
                    labels, "customer_id,at,bought\n17850,2010-12-08T00:00:00Z,1\n17850,2010-12-01T09:00:00Z,0\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String input = "{\"name\":\"bought\",\"view\":\"customer_activity\",\"labels\":{\"path\":\"" + labels
                + "\",\"keys\":[\"CustomerID=customer_id\"],\"timestamp\":\"at\"}";
        JsonNode merged = stack.execute("TrainingSet", "training/bought", input + ",\"beyondCertified\":\"flag\"}");
        JsonNode united = stack.execute(
                "TrainingSet", "training/bought", input + ",\"beyondCertified\":\"flag\",\"join\":\"union\"}");
        assertThat(merged.path("trainingSet").asText()).isEqualTo("bought-000001");
        assertThat(merged.path("rows").asInt()).isEqualTo(2);
        assertThat(merged.path("counts").path(0).path("before").asInt()).isEqualTo(1);
        assertThat(united.path("trainingSet").asText()).isEqualTo("bought-000002");
        assertThat(united.path("contentHash")).isEqualTo(merged.path("contentHash"));
        JsonNode served = stack.execute(
                "TrainingSet",
                "training/bought_served",
                input.replace("bought", "bought_served") + ",\"beyondCertified\":\"flag\",\"as\":\"served\"}");
        assertThat(served.path("rows").asInt()).isEqualTo(2);
        stack.execute(
                "RegisterModel",
                "model/bought/1",
                "{\"model\":\"bought\",\"version\":\"1\",\"trainingSet\":\"bought-000001\",\"requestedBy\":\"ana\"}");
        JsonNode trained = stack.execute(
                        "Ask", "ask", "{\"question\":\"model\",\"model\":\"bought\",\"version\":\"1\"}")
                .path("model")
                .path("trainingSet");
        assertThat(trained.path("labels").path(0).asText()).contains("labels.csv ");
        JsonNode rows = trained.path("releases").path(0).path("datasets").path(0);
        assertThat(rows.path("dataset").asText()).isEqualTo("trusted.online_retail");
        assertThat(rows.path("inputs").toString()).containsPattern("[a-z]+\\.parquet [0-9a-f]{64}");
        assertThat(rows.path("reports").size()).isPositive();
        refuses(
                "TrainingSet",
                input + "}",
                "ContractViolation",
                "1 labels lie before and 0 after what customer_activity@v1");
    }

    /** From a copy of the project beside a link to the data, so that relative paths hold. */
    private static void aChangedWindowIsASecondVersion() {
        Path copy = DemoProject.copy(home.resolve("second"));
        DemoProject.replace(copy.resolve("features/orders_7d.yaml"), "window: 7 days", "window: 5 days");
        Commands.Ended plan = stack.sluice("plan", copy.toString());
        assertThat(plan.exitCode()).as(plan.errors() + plan.output()).isZero();
        assertThat(plan.output())
                .contains("window: 7 days → 5 days", "view customer_activity  v1 → v2")
                .contains("ViewUpdate fills it, here from 2010-12-01 to 2010-12-08", "(customer_activity@v1-000001)");
        DemoProject.apply(stack, copy);
        String view = "{\"view\":\"customer_activity\"";
        JsonNode update = stack.execute(
                "ViewUpdate", "update/customer_activity", view + ",\"from\":\"2010-12-01\",\"to\":\"2010-12-08\"}");
        assertThat(update.path("outcome").asText()).isEqualTo("PUBLISHED");
        JsonNode release = stack.execute("MergedViewPublish", "publish/customer_activity", view + "}");
        assertThat(release.path("release").asText()).isEqualTo("customer_activity@v2-000002");
        JsonNode online =
                stack.execute("OnlineMaterialization", "online/customer_activity", view + ",\"mode\":\"INCREMENTAL\"}");
        assertThat(online.path("generation").asInt()).isEqualTo(2);
        Commands.Ended read = stack.sluice(
                "get",
                "--view",
                "customer_activity",
                "--entity",
                "17850",
                "--at",
                "2010-12-08T00:00:00Z",
                "--recompute",
                "--json");
        assertThat(read.exitCode()).as(read.errors() + read.output()).isZero();
        assertThat(read.output()).contains("customer_activity@v2-000002", "\"v2\"");
    }

    private static void refuses(String type, String input, String failureType, String words) {
        String id = "refused-" + Integer.toHexString((type + input).hashCode());
        stack.startWorkflow(type, id, input);
        JsonNode outcome = stack.outcome(id);
        assertThat(outcome.path("status").asText()).as(outcome.toString()).isEqualTo("FAILED");
        assertThat(outcome.toString()).contains(failureType, words.replace("\"", "\\\""));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Like the UI's page: it takes the token from a cookie and sends it back in a header. */
    private static HttpResponse<String> post(URI uri, String body) {
        try {
            CookieManager cookies = new CookieManager();
            HttpClient client = HttpClient.newBuilder().cookieHandler(cookies).build();
            URI settings = uri.resolve("/api/v1/settings");
            client.send(HttpRequest.newBuilder(settings).build(), BodyHandlers.discarding());
            String token = cookies.getCookieStore().get(settings).stream()
                    .filter(cookie -> cookie.getName().equals("_csrf"))
                    .map(HttpCookie::getValue)
                    .findFirst()
                    .orElseThrow();
            HttpRequest request = HttpRequest.newBuilder(uri)
                    .header("Content-Type", "application/json")
                    .header("X-CSRF-TOKEN", token)
                    .POST(BodyPublishers.ofString(body))
                    .build();
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
