package io.sluice.workers.scenario;

import io.sluice.workers.local.LocalStack;
import java.nio.file.Path;
import java.util.List;

/**
 * The flow whose result must be the same whatever dies on the way: two days, two broken ones, one day again, a release, online;
 * beside them a shop whose definitions are mended, so that a row leaves quarantine, and that has an order late.
 */
final class Flow implements AutoCloseable {
    private static final List<String> GOOD_DAYS = List.of("2010-12-05", "2010-12-06");
    private static final String PERSON = "\"by\":\"ana\",\"reason\":\"looked at it\"";
    private static final String VIEW = "{\"view\":\"customer_activity\"%s}";
    private static final String SHOP_VIEW = "{\"view\":\"shopper_orders\"%s}";

    private final PatientStack stack;
    private final Path project;
    private final Shop shop = Shop.open();

    Flow(LocalStack stack) {
        this.stack = new PatientStack(stack);
        this.project = DemoProject.withShortWindows(stack.home().resolve("project"));
        shop.addTo(project);
    }

    void run() {
        apply();
        ingest();
        decide();
        mend();
        update();
        correct();
        release();
        materialise();
    }

    void apply() {
        stack.execute("ApplyDefinitions", "definitions", definitions());
    }

    void ingest() {
        GOOD_DAYS.forEach(day -> stack.start("BatchIngestion", DemoProject.id(day), DemoProject.input(day)));
        stack.start("BatchIngestion", Shop.id(Shop.FIRST_DAY), Shop.input(Shop.FIRST_DAY));
        GOOD_DAYS.forEach(day -> stack.completed(DemoProject.id(day)));
        stack.completed(Shop.id(Shop.FIRST_DAY));
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

    /** A gate is changed, which somebody has to allow, and the row that its first form refused is judged again. */
    void mend() {
        Shop.widenTheRule(project);
        String waiting = stack.execute("ApplyDefinitions", "mended/definitions", definitions())
                .path("waitsFor")
                .asText();
        stack.decide(waiting, "approve", "{" + PERSON + "}");
        stack.completed(waiting);
        stack.execute("QuarantineReprocess", "reprocess/" + Shop.SOURCE, "{\"source\":\"%s\"}".formatted(Shop.SOURCE));
    }

    void update() {
        stack.execute(
                "ViewUpdate",
                "update/" + Shop.VIEW,
                SHOP_VIEW.formatted(",\"from\":\"2024-03-01\",\"to\":\"2024-03-02\""));
        stack.execute(
                "ViewUpdate",
                "update/customer_activity",
                VIEW.formatted(",\"from\":\"2010-12-05\",\"to\":\"2010-12-08\""));
    }

    /**
     * The first day again, as it was: the days of the view that it reaches are compared and spared, or the release is refused. And
     * the shop's second day, with which comes an order of its first.
     */
    void correct() {
        stack.execute("BatchIngestion", Shop.id(Shop.SECOND_DAY), Shop.input(Shop.SECOND_DAY));
        stack.execute("BatchIngestion", "again/" + GOOD_DAYS.get(0), DemoProject.input(GOOD_DAYS.get(0)));
        stack.execute("ViewUpdate", "again/customer_activity", VIEW.formatted(""));
        // Started when the second day was published: its latest run is the one with the late order.
        stack.completed(Shop.id(Shop.FIRST_DAY));
        stack.execute("ViewUpdate", "again/" + Shop.VIEW, SHOP_VIEW.formatted(""));
    }

    void release() {
        stack.execute("MergedViewPublish", "publish/customer_activity", VIEW.formatted(""));
        stack.execute("MergedViewPublish", "publish/" + Shop.VIEW, SHOP_VIEW.formatted(""));
    }

    void materialise() {
        stack.execute("OnlineMaterialization", "online/customer_activity", VIEW.formatted(",\"mode\":\"FULL\""));
    }

    @Override
    public void close() {
        shop.close();
    }

    private String definitions() {
        return "{\"project\":\"%s\",\"requestedBy\":\"ana\"}".formatted(project);
    }
}
