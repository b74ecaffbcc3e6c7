package io.sluice.workers.local;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Temporal, Redis (and Kafka when asked for) as processes on free ports, with the real command lines. */
public final class LocalStack implements AutoCloseable {
    /** The checkout: the folder that holds {@code infra}. */
    public static final Path CHECKOUT = checkout();

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Path home;
    private final Commands commands;

    private LocalStack(Path home) {
        this.home = home;
        this.commands = new Commands(CHECKOUT, Map.of("SLUICE_HOME", home.toString()));
    }

    /** Starts the named services of a stack whose state is in {@code home}. */
    public static LocalStack start(Path home, String... services) {
        LocalStack stack = new LocalStack(home);
        stack.stack("up", services);
        return stack;
    }

    public Path home() {
        return home;
    }

    /** The warehouse folder of this stack's lake. */
    public Path warehouse() {
        return home.resolve("lake/warehouse");
    }

    /** Commands with this stack's environment. */
    public Commands commands() {
        return commands;
    }

    /** Starts services again. */
    public void up(String... services) {
        stack("up", services);
    }

    /** kill -9 and nothing else. */
    public void kill(String service) {
        stack("kill", service);
    }

    /** The UI's address, for example {@code http://127.0.0.1:8233}. */
    public String ui() {
        return service("temporal").path("ui").asText();
    }

    /** What the stack says of a service: {@code address}, {@code pid}, … */
    public JsonNode service(String name) {
        JsonNode status =
                json(commands.run("infra/stack/stack", "status", "--json").output());
        for (JsonNode service : status.path("services")) {
            if (service.path("service").asText().equals(name)) {
                return service;
            }
        }
        throw new AssertionError("No " + name + " in " + status);
    }

    /** {@code temporal …}, which must succeed. */
    public String temporal(String... words) {
        return tryTemporal(words).orFail().output();
    }

    /** {@code temporal …}, whatever becomes of it. */
    public Commands.Ended tryTemporal(String... words) {
        return commands.run(prefixed("infra/bin/temporal", words));
    }

    /** {@code sluice …}, whatever becomes of it. */
    public Commands.Ended sluice(String... words) {
        return commands.run(prefixed("infra/bin/sluice", words));
    }

    /** {@code temporal workflow start} under a workflow id. */
    public void startWorkflow(String type, String workflowId, String input) {
        temporal(
                "workflow",
                "start",
                "--task-queue",
                "sluice",
                "--type",
                type,
                "--workflow-id",
                workflowId,
                "--input",
                input);
    }

    /** Waits for a workflow and returns {@code {"status", "result" or "failure"}}. */
    public JsonNode outcome(String workflowId) {
        return json(tryTemporal("workflow", "result", "--workflow-id", workflowId, "-o", "json")
                .output());
    }

    /** Starts a workflow, waits, and returns its result; anything but COMPLETED fails the test. */
    public JsonNode execute(String type, String workflowId, String input) {
        startWorkflow(type, workflowId, input);
        return completed(workflowId);
    }

    /** Waits for a workflow that must complete. */
    public JsonNode completed(String workflowId) {
        JsonNode outcome = outcome(workflowId);
        if (!outcome.path("status").asText().equals("COMPLETED")) {
            throw new AssertionError(workflowId + " did not complete: " + outcome.toPrettyString());
        }
        return outcome.path("result");
    }

    /** Sends a signal with the given JSON text. */
    public void signal(String workflowId, String name, String input) {
        temporal("workflow", "signal", "--workflow-id", workflowId, "--name", name, "--input", input);
    }

    /**
     * Follows a workflow's history until an event's line has all the words; no sleeping, no polling. Lines name the type of
     * an event, for example {@code WorkflowExecutionSignaled}: only the plain table is printed as it grows.
     */
    public void awaitEvent(String workflowId, String... words) {
        HistoryFollower.await(
                commands.builder("infra/bin/temporal", "workflow", "show", "--follow", "--workflow-id", workflowId),
                words);
    }

    /** The answer of a query. */
    public JsonNode query(String workflowId, String name) {
        JsonNode answer =
                json(temporal("workflow", "query", "--workflow-id", workflowId, "--type", name, "-o", "json"));
        JsonNode result = answer.path("queryResult");
        return result.isArray() ? result.get(0) : result;
    }

    /** The current details, as the UI shows them. */
    public String details(String workflowId) {
        return json(temporal("workflow", "metadata", "--workflow-id", workflowId, "-o", "json"))
                .path("queryResult")
                .path(0)
                .path("currentDetails")
                .asText();
    }

    @Override
    public void close() {
        commands.run("infra/stack/stack", "down");
    }

    /** Reads JSON that a command printed. */
    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + text, e);
        }
    }

    private void stack(String verb, String... services) {
        List<String> words = new ArrayList<>(List.of("infra/stack/stack", verb));
        if (verb.equals("up")) {
            words.add("--free-ports");
        }
        words.addAll(List.of(services));
        commands.run(words.toArray(String[]::new)).orFail();
    }

    private static String[] prefixed(String first, String... rest) {
        List<String> words = new ArrayList<>(List.of(first));
        words.addAll(List.of(rest));
        return words.toArray(String[]::new);
    }

    private static Path checkout() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("infra"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    /** An environment of this stack with additions, for processes that are started directly. */
    public Map<String, String> environment(Map<String, String> additions) {
        // What a test starts lives for a minute: little is worth compiling well.
        Map<String, String> environment =
                new HashMap<>(Map.of("SLUICE_HOME", home.toString(), "SLUICE_JAVA_OPTS", "-XX:TieredStopAtLevel=1"));
        environment.putAll(additions);
        return environment;
    }
}
