package io.sluice.workflows.history;

import static io.sluice.workflows.testing.Verdicts.failedRows;

import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.Sluice;
import io.sluice.workflows.correct.CorrectionResult;
import io.sluice.workflows.equality.EqualityNumbers;
import io.sluice.workflows.gate.audit.Policy;
import io.sluice.workflows.testing.InMemoryStreams;
import io.sluice.workflows.testing.Verdicts;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.time.Duration;
import java.util.List;

/** Each workflow in its main states. */
final class Scenarios {
    private static final String INGEST = "ingest/online_retail/2010-12-01";
    private static final String REPROCESS = "reprocess/online_retail";
    private static final String CERTIFY = "certify/online_retail";
    private static final String LANE = "stream/clicks";
    private static final String ACCEPT = "stream/clicks/accept/1";
    private static final String INTERVAL = "gate/events.clicks/3/1:100-200/1";
    private static final String UPDATE = "update/customer_activity";
    private static final String REFRESH = "refresh/customer_activity";
    private static final String INGEST_INPUT = "{\"source\":\"online_retail\",\"partition\":\"2010-12-01\"}";
    private static final String SNAPSHOT = "9000000000000000001";
    private static final String VIEW = "{\"view\":\"customer_activity\"}";
    private static final String DAYS = "{\"view\":\"customer_activity\",\"from\":\"2010-12-01\",\"to\":\"2010-12-05\"}";

    private static final String REPORT =
            "{\"instance\":\"%s\",\"at\":1000,\"epoch\":1,\"more\":0,\"partitions\":[{\"partition\":3,\"endOffset\":\"200\",\"accepted\":200,\"verdict\":\"FAIL\",\"held\":[\"1:100-200\"]}]}"
                    .formatted(ACCEPT);

    private Scenarios() {}

    static List<Scenario> all() {
        return List.of(
                new Scenario("published", List.of(INGEST, gate(1)), Scenarios::published),
                new Scenario("waived", List.of(INGEST, gate(1)), sluice -> said(sluice, "approve", "")),
                new Scenario("rejected", List.of(INGEST, gate(1)), sluice -> said(sluice, "reject", "")),
                new Scenario("quarantined", List.of(INGEST, gate(1)), Scenarios::quarantined),
                new Scenario("sent-again", List.of(INGEST), Scenarios::sentAgain),
                new Scenario("audited-again", List.of(INGEST, gate(2)), Scenarios::auditedAgain),
                new Scenario("reopened", List.of(INGEST, gate(2)), Scenarios::reopened),
                new Scenario("stale", List.of(INGEST), Scenarios::stale),
                new Scenario("waiting", List.of(INGEST, gate(1)), Scenarios::waiting),
                new Scenario("cancelled", List.of(INGEST, gate(1)), Scenarios::cancelled),
                new Scenario("ignored", List.of(INGEST, gate(1)), Scenarios::ignored),
                new Scenario("invalid", List.of(INGEST), Scenarios::invalid),
                new Scenario("held", List.of(INGEST, gate(1)), Scenarios::held),
                new Scenario("decided-by-update", List.of(INGEST, gate(1)), Scenarios::decidedByUpdate),
                new Scenario("gate-runs-already", List.of(INGEST, gate(1)), Scenarios::gateRunsAlready),
                new Scenario(
                        "launched",
                        List.of("launcher"),
                        sluice -> end(sluice, "BatchIngestion", "launcher", INGEST_INPUT)),
                new Scenario("launched-twice", List.of("launcher"), Scenarios::launchedTwice),
                new Scenario("view", List.of(UPDATE), sluice -> end(sluice, "ViewUpdate", UPDATE, DAYS)),
                new Scenario("view-stale", List.of(UPDATE), Scenarios::viewStale),
                new Scenario("view-up-to-date", List.of(UPDATE), sluice -> end(sluice, "ViewUpdate", UPDATE, VIEW)),
                new Scenario("view-rejected", List.of(UPDATE), Scenarios::viewRejected),
                new Scenario("patched", List.of(INGEST, gate(1)), Scenarios::patched),
                new Scenario("reprocessed", List.of(REPROCESS), Scenarios::reprocessed),
                new Scenario(
                        "certified",
                        List.of(CERTIFY, "gate/trusted.online_retail/2026-06-28/7000000000000000003/1"),
                        Scenarios::certified),
                new Scenario("definitions", List.of("definitions"), Scenarios::definitions),
                new Scenario("lane", List.of(LANE, ACCEPT, INTERVAL), Scenarios::lane),
                new Scenario("lane-paused", List.of(LANE), Scenarios::lanePaused),
                new Scenario("lane-cancelled", List.of(LANE, ACCEPT, INTERVAL), Scenarios::laneCancelled),
                new Scenario("release", List.of("publish/customer_activity"), Scenarios::release),
                new Scenario("online", List.of("online/customer_activity"), Scenarios::online),
                new Scenario("training", List.of("training/purchases"), Scenarios::training),
                new Scenario("equality", List.of("equality/clicks"), Scenarios::equality),
                new Scenario("refreshed", List.of(REFRESH), Scenarios::refreshed),
                new Scenario("maintained", List.of("table/events.clicks"), Scenarios::maintained),
                new Scenario("model", List.of("model/churn/12"), Scenarios::model),
                new Scenario("asked", List.of("asked"), Scenarios::asked),
                new Scenario("equality-late", List.of("equality/clicks", "correct/clicks"), Scenarios::equalityLate),
                new Scenario("correction", List.of("correct/clicks"), Scenarios::correction),
                new Scenario("lane-corrects", List.of(LANE), Scenarios::laneCorrects));
    }

    private static String gate(int attempt) {
        return "gate/trusted.online_retail/2010-12-01/%s/%d".formatted(SNAPSHOT, attempt);
    }

    private static void published(Sluice sluice) {
        end(sluice, "BatchIngestion", INGEST, INGEST_INPUT);
    }

    private static void said(Sluice sluice, String verb, String more) {
        say(blocked(sluice, 1), verb, more);
        end(sluice, INGEST);
    }

    private static void quarantined(Sluice sluice) {
        said(sluice, "remediate", ",\"strategy\":\"QUARANTINE_ROWS\"");
    }

    private static void patched(Sluice sluice) {
        sluice.activities().registry().remedy("patch/typo");
        said(sluice, "remediate", ",\"strategy\":\"PATCH\",\"name\":\"typo\"");
    }

    private static void reprocessed(Sluice sluice) {
        sluice.activities().reprocess().quarantine("2010-12-01", 5, 3);
        sluice.activities().reprocess().quarantine("2010-12-02", 5, 0);
        end(sluice, "QuarantineReprocess", REPROCESS, "{\"source\":\"online_retail\"}");
    }

    private static void certified(Sluice sluice) {
        sluice.activities().certification().closed("2026-06-27", 5);
        sluice.activities().certification().closed("2026-06-28", 3);
        sluice.activities().certification().closed("2026-06-29", 0);
        end(sluice, "StreamCertification", CERTIFY, "{\"source\":\"online_retail\"}");
    }

    private static void sentAgain(Sluice sluice) {
        said(sluice, "remediate", ",\"strategy\":\"REINGEST\",\"path\":\"/data/b.parquet\"");
    }

    private static void auditedAgain(Sluice sluice) {
        said(sluice, "remediate", ",\"strategy\":\"RETRY_AUDIT\"");
    }

    private static void reopened(Sluice sluice) {
        said(sluice, "reject", "");
        end(
                sluice,
                "BatchIngestion",
                INGEST,
                "{\"source\":\"online_retail\",\"partition\":\"2010-12-01\",\"reopen\":{\"snapshotId\":\"%s\",\"by\":\"ana\",\"reason\":\"r\"}}"
                        .formatted(SNAPSHOT));
    }

    private static void stale(Sluice sluice) {
        sluice.activities()
                .faults()
                .next("Publish", ApplicationFailure.newNonRetryableFailure("moved", FailureTypes.STALE_CANDIDATE));
        published(sluice);
    }

    private static void waiting(Sluice sluice) {
        blocked(sluice, 1);
    }

    private static void cancelled(Sluice sluice) {
        blocked(sluice, 1).cancel();
        end(sluice, INGEST);
    }

    private static void ignored(Sluice sluice) {
        WorkflowStub run = blocked(sluice, 1);
        run.signal("aprove", Sluice.json("{}"));
        run.signal("approve", Sluice.json("\"yes\""));
        run.signal("comment", Sluice.json("{\"by\":\"ben\",\"text\":\"asked the shop\"}"));
        say(run, "approve", ",\"attempt\":7");
        sluice.settle();
        say(run, "approve", "");
        end(sluice, INGEST);
    }

    private static void invalid(Sluice sluice) {
        end(sluice, "BatchIngestion", INGEST, "{\"sorce\":\"online_retail\"}");
    }

    private static void held(Sluice sluice) {
        Policy policy =
                new Policy(List.of("ana"), 1, true, false, 3600, 0.5, 0.8, List.of("boss"), "HOLD", 14, 10, 1.0);
        sluice.activities()
                .gates()
                .judge(
                        "online_retail_gate",
                        request -> Verdicts.blocked(request, policy, failedRows("price", "error")));
        WorkflowStub run = sluice.start("BatchIngestion", INGEST, INGEST_INPUT);
        sluice.environment().sleep(Duration.ofHours(2));
        say(run, "approve", "");
        end(sluice, INGEST);
    }

    private static void decidedByUpdate(Sluice sluice) {
        blocked(sluice, 1);
        sluice.client()
                .newUntypedWorkflowStub(gate(1))
                .update(
                        "decide",
                        Object.class,
                        Sluice.json("{\"verb\":\"approve\",\"by\":\"ana\",\"reason\":\"known\"}"));
        end(sluice, INGEST);
    }

    private static void gateRunsAlready(Sluice sluice) {
        judge(sluice, 1);
        WorkflowStub gate = sluice.start(
                "QualityGate",
                gate(1),
                "{\"dataset\":\"trusted.online_retail\",\"partition\":\"2010-12-01\",\"snapshotId\":\"%s\",\"gate\":\"online_retail_gate\",\"attempt\":1}"
                        .formatted(SNAPSHOT));
        sluice.settle();
        sluice.start("BatchIngestion", INGEST, INGEST_INPUT);
        sluice.settle();
        say(gate, "approve", "");
        end(sluice, INGEST);
    }

    private static void launchedTwice(Sluice sluice) {
        blocked(sluice, 1);
        end(sluice, "BatchIngestion", "launcher", INGEST_INPUT);
    }

    private static void viewStale(Sluice sluice) {
        sluice.activities().staging().stale("2010-12-03..2010-12-05", "2010-12-08..2010-12-08");
        end(sluice, "ViewUpdate", UPDATE, VIEW);
    }

    private static void viewRejected(Sluice sluice) {
        sluice.activities()
                .gates()
                .judge(
                        "customer_activity_gate",
                        request -> Verdicts.blocked(request, Verdicts.policy(), failedRows("orders", "error")));
        WorkflowStub run = sluice.start("ViewUpdate", UPDATE, DAYS);
        sluice.settle();
        say(run, "reject", "");
        end(sluice, UPDATE);
    }

    private static void definitions(Sluice sluice) {
        end(sluice, "ApplyDefinitions", "definitions", "{\"project\":\"demo\",\"requestedBy\":\"rita\"}");
    }

    private static void lane(Sluice sluice) {
        WorkflowStub run = held(sluice, 4);
        run.signal("stop", Sluice.json("\"now\""));
        sluice.until(LANE, status -> !status.ignored().isEmpty());
        say(run, "approve", "");
        sluice.until(LANE, status -> !sluice.activities().streams().decisions().isEmpty());
        sluice.activities()
                .streams()
                .source(
                        "clicks",
                        "v2",
                        InMemoryStreams.view("activity", "v1", "read"),
                        InMemoryStreams.view("activity", "v2", "later"));
        run.signal("definitionsApplied", Sluice.json("{}"));
        sluice.until(LANE, status -> sluice.activities().streams().running().size() == 5);
        say(run, "stop", ",\"mode\":\"now\"");
        sluice.standingStill(LANE).getResult(Object.class);
    }

    /** It is not stopped here: the test server takes one cancellation for each id. */
    private static void lanePaused(Sluice sluice) {
        WorkflowStub run = held(sluice, 4);
        say(run, "pause", "");
        sluice.until(LANE, status -> sluice.activities().streams().closed().size() == 4);
        say(run, "resume", "");
        sluice.until(LANE, status -> sluice.activities().streams().running().size() == 4);
    }

    private static void laneCancelled(Sluice sluice) {
        held(sluice, 4).cancel();
        try {
            sluice.standingStill(LANE).getResult(Object.class);
        } catch (WorkflowFailedException expected) {
            sluice.settle();
        }
    }

    private static WorkflowStub held(Sluice sluice, int instances) {
        sluice.activities()
                .gates()
                .judge(
                        "clicks_gate",
                        request -> Verdicts.blocked(request, Verdicts.policy(), failedRows("price", "error")));
        sluice.activities().streams().source("clicks", InMemoryStreams.view("activity", "v1", "read"));
        WorkflowStub run = sluice.start("StreamLane", LANE, "{\"source\":\"clicks\"}");
        sluice.until(LANE, status -> sluice.activities().streams().running().size() == instances);
        run.signal("checkpoint", Sluice.json(REPORT));
        sluice.open(INTERVAL);
        return run;
    }

    private static void release(Sluice sluice) {
        end(sluice, "MergedViewPublish", "publish/customer_activity", VIEW);
    }

    private static void online(Sluice sluice) {
        String id = "online/customer_activity";
        end(sluice, "OnlineMaterialization", id, "{\"view\":\"customer_activity\",\"mode\":\"REBUILD\"}");
    }

    private static void training(Sluice sluice) {
        String labels = "{\"table\":\"labels.purchases\",\"keys\":[\"customer_id\"],\"timestamp\":\"at\"}";
        end(
                sluice,
                "TrainingSet",
                "training/purchases",
                "{\"name\":\"purchases\",\"view\":\"customer_activity\",\"labels\":%s}".formatted(labels));
    }

    private static void equality(Sluice sluice) {
        sluice.activities().streams().source("clicks", InMemoryStreams.view("activity", "v1", "read"));
        sluice.activities()
                .equality()
                .find(new EqualityNumbers("E1", "activity_v1", "clicks_7d", 9, 8, 1, 2.0, List.of("updates 0@7")));
        end(sluice, "EqualityCheck", "equality/clicks", "{\"source\":\"clicks\"}");
    }

    private static void refreshed(Sluice sluice) {
        sluice.activities().staging().stale("2010-12-03..2010-12-05");
        end(sluice, "ViewRefresh", REFRESH, VIEW);
    }

    private static void maintained(Sluice sluice) {
        end(sluice, "LakeMaintenance", "table/events.clicks", "{\"table\":\"events.clicks\"}");
    }

    private static void model(Sluice sluice) {
        String input = "{\"model\":\"churn\",\"version\":\"12\",\"trainingSet\":\"purchases-000001\"}";
        end(sluice, "RegisterModel", "model/churn/12", input);
    }

    private static void asked(Sluice sluice) {
        end(sluice, "Ask", "asked", "{\"question\":\"model\",\"model\":\"churn\",\"version\":\"12\"}");
    }

    private static void equalityLate(Sluice sluice) {
        corrected(sluice);
        sluice.activities()
                .equality()
                .find(new EqualityNumbers("E2", "activity_v1", "clicks_7d", 9, 8, 1, 2.0, List.of("updates 0@7")));
        end(sluice, "EqualityCheck", "equality/clicks", "{\"source\":\"clicks\"}");
        end(sluice, "correct/clicks");
    }

    private static void correction(Sluice sluice) {
        corrected(sluice);
        sluice.activities().streams().late(new CorrectionResult("clicks", 3, 2, 1, 4, 5, List.of("2026-06-28")));
        end(sluice, "Correction", "correct/clicks", "{\"source\":\"clicks\"}");
    }

    private static void laneCorrects(Sluice sluice) {
        corrected(sluice);
        WorkflowStub run = sluice.start("StreamLane", LANE, "{\"source\":\"clicks\"}");
        sluice.until(LANE, status -> sluice.activities().streams().running().size() == 4);
        run.signal(
                "checkpoint",
                Sluice.json(
                        "{\"instance\":\"stream/clicks/lake-sink/1\",\"at\":1000,\"epoch\":1,\"more\":0,\"partitions\":[{\"partition\":0,\"endOffset\":\"9\",\"accepted\":9,\"late\":2,\"verdict\":\"PASS\",\"held\":[]}]}"));
        sluice.until(LANE, status -> status.done().stream().anyMatch(done -> done.startsWith("late events:")));
        run.signal("stop", Sluice.json("{\"by\":\"ana\",\"reason\":\"enough\",\"mode\":\"now\"}"));
        sluice.standingStill(LANE).getResult(Object.class);
    }

    private static void corrected(Sluice sluice) {
        sluice.activities().streams().source("clicks", InMemoryStreams.view("activity", "v1", "read"));
        sluice.activities().streams().corrects("clicks");
    }

    private static void judge(Sluice sluice, int blockedAttempts) {
        sluice.activities()
                .gates()
                .judge(
                        "online_retail_gate",
                        request -> request.attempt() <= blockedAttempts
                                ? Verdicts.blocked(request, Verdicts.policy(), failedRows("price", "error"))
                                : Verdicts.pass(request));
    }

    private static WorkflowStub blocked(Sluice sluice, int attempts) {
        judge(sluice, attempts);
        WorkflowStub run = sluice.start("BatchIngestion", INGEST, INGEST_INPUT);
        sluice.settle();
        return run;
    }

    private static void say(WorkflowStub run, String verb, String more) {
        run.signal(verb, Sluice.json("{\"by\":\"ana\",\"reason\":\"why\"%s}".formatted(more)));
    }

    private static void end(Sluice sluice, String type, String workflowId, String input) {
        sluice.start(type, workflowId, input);
        end(sluice, workflowId);
    }

    /** However it ends. */
    private static void end(Sluice sluice, String workflowId) {
        try {
            sluice.client().newUntypedWorkflowStub(workflowId).getResult(Object.class);
        } catch (WorkflowFailedException expected) {
            sluice.settle();
        }
    }
}
