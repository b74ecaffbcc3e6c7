package io.sluice.workers.scenario;

import io.sluice.workers.local.LocalStack;
import java.nio.file.Path;
import java.util.List;

/** The flow whose result must be the same whatever dies on the way: two days, two broken ones, one day again, a release, online. */
final class Flow {
    private static final List<String> GOOD_DAYS = List.of("2010-12-05", "2010-12-06");
    private static final String PERSON = "\"by\":\"ana\",\"reason\":\"looked at it\"";
    private static final String VIEW = "{\"view\":\"customer_activity\"%s}";

    private final PatientStack stack;
    private final Path project;

    Flow(LocalStack stack) {
        this.stack = new PatientStack(stack);
        this.project = DemoProject.withShortWindows(stack.home().resolve("project"));
    }

    void run() {
        apply();
        ingest();
        decide();
        update();
        correct();
        release();
        materialise();
    }

    void apply() {
        stack.execute(
                "ApplyDefinitions", "definitions", "{\"project\":\"%s\",\"requestedBy\":\"ana\"}".formatted(project));
    }

    void ingest() {
        GOOD_DAYS.forEach(day -> stack.start("BatchIngestion", DemoProject.id(day), DemoProject.input(day)));
        GOOD_DAYS.forEach(day -> stack.completed(DemoProject.id(day)));
    }

    void decide() {
        List<String> broken = List.of(DemoProject.NEGATIVE_PRICES, DemoProject.QUANTITY_GONE);
        broken.forEach(day -> stack.start("BatchIngestion", DemoProject.id(day), DemoProject.brokenInput(day)));
        stack.decide(
                DemoProject.id(DemoProject.NEGATIVE_PRICES),
                "remediate",
                "{" + PERSON + ",\"strategy\":\"QUARANTINE_ROWS\"}");
        stack.decide(DemoProject.id(DemoProject.QUANTITY_GONE), "reject", "{" + PERSON + "}");
        broken.forEach(day -> stack.completed(DemoProject.id(day)));
        reopen(DemoProject.QUANTITY_GONE);
    }

    /** What was rejected is taken up again, and rejected again. */
    private void reopen(String day) {
        String snapshot = stack.completed(DemoProject.id(day))
                .path("gate")
                .path("snapshotId")
                .asText();
        String launcher = "reopened/" + day;
        stack.start(
                "BatchIngestion",
                launcher,
                "{\"source\":\"online_retail\",\"partition\":\"%s\",\"reopen\":{\"snapshotId\":\"%s\",%s}}"
                        .formatted(day, snapshot, PERSON));
        stack.decideAtGate(
                "gate/trusted.online_retail/%s/%s/2".formatted(day, snapshot),
                "{\"verb\":\"reject\",\"attempt\":2," + PERSON + "}");
        stack.completed(launcher);
    }

    void update() {
        stack.execute(
                "ViewUpdate",
                "update/customer_activity",
                VIEW.formatted(",\"from\":\"2010-12-05\",\"to\":\"2010-12-08\""));
    }

    /** The first day again, as it was: the days of the view that it reaches are compared and spared, or the release is refused. */
    void correct() {
        stack.execute("BatchIngestion", "again/" + GOOD_DAYS.get(0), DemoProject.input(GOOD_DAYS.get(0)));
        stack.execute("ViewUpdate", "again/customer_activity", VIEW.formatted(""));
    }

    void release() {
        stack.execute("MergedViewPublish", "publish/customer_activity", VIEW.formatted(""));
    }

    void materialise() {
        stack.execute("OnlineMaterialization", "online/customer_activity", VIEW.formatted(",\"mode\":\"FULL\""));
    }
}
