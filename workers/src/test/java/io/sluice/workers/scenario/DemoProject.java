package io.sluice.workers.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.workers.local.LocalStack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The demo's project and data, and the commands that scenarios share. */
final class DemoProject {
    static final Path FOLDER = LocalStack.CHECKOUT.resolve("infra/demo/online-retail");
    static final String VIEW = "customer_activity";
    static final String NEGATIVE_PRICES = "2010-12-07";
    static final String QUANTITY_GONE = "2010-12-08";

    private static final Path BROKEN = LocalStack.CHECKOUT.resolve("infra/demo/data/online-retail/broken");

    private DemoProject() {}

    /**
     * A copy of the project whose windows are two days long, so that a run of three days has something certified. The names of
     * its features stay as they are.
     */
    static Path withShortWindows(Path folder) {
        try (Stream<Path> files = Files.walk(FOLDER)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = folder.resolve(FOLDER.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.writeString(
                        copy,
                        Files.readString(file)
                                .replace("window: 7 days", "window: 2 days")
                                .replace("path: ../data", "path: " + FOLDER.resolveSibling("data")));
            }
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode apply(LocalStack stack) {
        return apply(stack, FOLDER);
    }

    static JsonNode apply(LocalStack stack, Path project) {
        return stack.execute(
                "ApplyDefinitions", "definitions", "{\"project\":\"%s\",\"requestedBy\":\"ana\"}".formatted(project));
    }

    /** A copy of the project in a folder, beside a link to the data. */
    static Path copy(Path folder) {
        Path copy = folder.resolve("online-retail");
        try (Stream<Path> files = Files.walk(FOLDER)) {
            Files.createDirectories(folder);
            Files.createSymbolicLink(folder.resolve("data"), FOLDER.resolveSibling("data"));
            for (Path file : files.toList()) {
                Files.copy(file, copy.resolve(FOLDER.relativize(file).toString()));
            }
            return copy;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void replace(Path file, String before, String after) {
        try {
            Files.writeString(file, Files.readString(file).replace(before, after));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String id(String partition) {
        return "ingest/online_retail/" + partition;
    }

    static String input(String partition) {
        return "{\"source\":\"online_retail\",\"partition\":\"%s\"}".formatted(partition);
    }

    static JsonNode ingest(LocalStack stack, String partition) {
        return stack.execute("BatchIngestion", id(partition), input(partition));
    }

    /** Starts the ingestion of a broken day, waits until its gate is blocked, and returns the gate's id. */
    static String blocked(LocalStack stack, String partition) {
        stack.startWorkflow("BatchIngestion", id(partition), brokenInput(partition));
        return openGate(stack, partition);
    }

    static String brokenInput(String partition) {
        return "{\"source\":\"online_retail\",\"partition\":\"%s\",\"path\":\"%s\"}"
                .formatted(partition, broken(partition));
    }

    /** The file of a broken day. */
    static Path broken(String partition) {
        String name = partition.equals(NEGATIVE_PRICES) ? "negative-prices" : "quantity-gone";
        return BROKEN.resolve(partition + "-" + name + ".parquet");
    }

    /** Waits until a run has a gate that waits for people, and returns the gate's id. */
    static String openGate(LocalStack stack, String partition) {
        stack.awaitEvent(id(partition), "WorkflowExecutionSignaled");
        for (JsonNode gate : stack.query(id(partition), "status").path("gates")) {
            if (gate.path("state").asText().equals("AWAITING_DECISION")) {
                return gate.path("gateId").asText();
            }
        }
        throw new AssertionError("No open gate: " + stack.query(id(partition), "status"));
    }
}
