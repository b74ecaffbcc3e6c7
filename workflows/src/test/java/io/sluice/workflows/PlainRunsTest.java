package io.sluice.workflows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.workflows.apply.ApplyDefinitions;
import io.sluice.workflows.correct.CorrectionResult;
import io.sluice.workflows.details.IgnoredMessage;
import io.sluice.workflows.details.RunStatus;
import io.sluice.workflows.equality.EqualityCheck;
import io.sluice.workflows.equality.EqualityCheckInput;
import io.sluice.workflows.equality.EqualityCheckResult;
import io.sluice.workflows.equality.EqualityFound;
import io.sluice.workflows.equality.EqualityNumbers;
import io.sluice.workflows.equality.EqualityRequest;
import io.sluice.workflows.gate.DecisionRecord;
import io.sluice.workflows.notice.Notice;
import io.sluice.workflows.online.OnlineMaterialization;
import io.sluice.workflows.online.OnlineMaterializationInput;
import io.sluice.workflows.online.OnlineMaterializationResult;
import io.sluice.workflows.registry.ApplyDefinitionsInput;
import io.sluice.workflows.registry.ApplyResult;
import io.sluice.workflows.release.MergedViewPublish;
import io.sluice.workflows.release.MergedViewPublishInput;
import io.sluice.workflows.release.ReleaseResult;
import io.sluice.workflows.testing.InMemoryStreams;
import io.sluice.workflows.training.TrainingSetResult;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import io.temporal.failure.ApplicationFailure;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The workflows that wait for nobody. */
final class PlainRunsTest {
    private final Sluice sluice = Sluice.start();

    @AfterEach
    void close() {
        sluice.close();
    }

    @Test
    void definitionsAreRegisteredOrOnlyPlanned() {
        ApplyDefinitions apply = sluice.stub(ApplyDefinitions.class, "definitions");
        ApplyResult result = apply.run(new ApplyDefinitionsInput("demo", "rita", null, null, null));
        assertThat(result.applied()).isTrue();
        assertThat(result.changes()).hasSize(2);
        assertThat(sluice.details("definitions")).contains("source online_retail: added");
        ApplyResult plan = sluice.start(
                        ApplyDefinitions.TYPE,
                        "definitions",
                        "{\"project\":\"demo\",\"requestedBy\":\"rita\",\"dryRun\":true}")
                .getResult(ApplyResult.class);
        assertThat(plan.applied()).isFalse();
    }

    @Test
    void aReleaseIsMadeOnceForEachRun() {
        ReleaseResult result = sluice.stub(MergedViewPublish.class, "publish/customer_activity")
                .run(new MergedViewPublishInput("customer_activity", null, null));
        assertThat(result.release()).isEqualTo("customer_activity@v1-000001");
        assertThat(sluice.details("publish/customer_activity")).contains("start OnlineMaterialization");
    }

    @Test
    void aTrainingSetIsBuiltFromWhatWasPinned() {
        String labels = "\"labels\":{\"path\":\"labels.csv\",\"keys\":[\"customer_id\"],\"timestamp\":\"at\"}";
        sluice.activities()
                .faults()
                .next("BuildTrainingSet", new UncheckedIOException(new ConnectException("connection refused")));
        TrainingSetResult result = sluice.start(
                        "TrainingSet",
                        "training/purchases",
                        "{\"name\":\"purchases\",\"views\":[\"customer_activity\",\"sessions\"],%s}".formatted(labels))
                .getResult(TrainingSetResult.class);
        assertThat(result.trainingSet()).isEqualTo("purchases-000001");
        assertThat(result.releases()).containsExactly("customer_activity@v1-000001", "sessions@v1-000001");
        assertThat(sluice.details("training/purchases"))
                .contains("1 labels without key", "read training.purchases at tag purchases-000001");
        for (String bad : List.of(
                "{\"name\":\"Purchases\",\"view\":\"v\",%s}",
                "{\"name\":\"p\",%s}",
                "{\"name\":\"p\",\"view\":\"v\",\"views\":[\"v\"],%s}",
                "{\"name\":\"p\",\"views\":[\"v\",\"v\"],%s}",
                "{\"name\":\"p\",\"views\":[\"v\"],\"release\":\"v@v1-000001\",%s}",
                "{\"name\":\"p\",\"view\":\"v\",\"as\":\"seen\",%s}")) {
            sluice.start("TrainingSet", "any", bad.formatted(labels));
            assertThatThrownBy(() -> sluice.standingStill("any").getResult(Object.class))
                    .cause()
                    .hasMessageContaining("Invalid input of TrainingSet");
        }
    }

    @Test
    void materialisationMovesThePointerUnlessItOnlyVerifies() {
        OnlineMaterializationResult written = materialize("REBUILD");
        assertThat(written.asOf()).isEqualTo("2010-12-06T00:00:00Z");
        assertThat(written.counts().applied()).isEqualTo(9);
        assertThat(sluice.activities().releases().activated()).hasSize(1);
        assertThat(materialize("VERIFY").counts().verified()).isEqualTo(9);
        assertThat(sluice.activities().releases().activated()).hasSize(1);
    }

    @Test
    void aStoreThatIsAwayIsWaitedFor() {
        sluice.activities()
                .faults()
                .next("Materialize", new UncheckedIOException(new ConnectException("connection refused")));
        sluice.activities()
                .faults()
                .next("ActivateGeneration", new UncheckedIOException(new ConnectException("connection refused")));
        assertThat(materialize("INCREMENTAL").counts().applied()).isEqualTo(9);
    }

    @ParameterizedTest
    @CsvSource({
        "MergedViewPublish, publish/customer_activity, '{\"view\":\"customer_activity\"}'",
        "OnlineMaterialization, online/customer_activity, '{\"view\":\"customer_activity\",\"mode\":\"FULL\"}'",
        "OnlineMaterialization, online/customer_activity, '{\"vew\":\"customer_activity\"}'",
        "MergedViewPublish, mine, '{\"view\":\"customer_activity\"}'"
    })
    void signalsAreIgnoredWithAReasonAndWrittenDownHoweverTheRunEnds(String type, String id, String input) {
        WorkflowStub run = sluice.client().newUntypedWorkflowStub(type, Sluice.options(id));
        run.signalWithStart(
                "approve",
                new Object[] {Sluice.json("{\"by\":\"ana\",\"reason\":\"why\",\"rules\":[\"price\"]}")},
                new Object[] {Sluice.json(input)});
        run.signal("aprove");
        end(run);
        String why = type + " takes no signals; cancel it, or wait for it";
        assertThat(run.query("status", RunStatus.class).ignored())
                .extracting(IgnoredMessage::why)
                .containsExactly(why, why);
        assertThat(sluice.activities().gates().decisions())
                .extracting(
                        DecisionRecord::gateId,
                        DecisionRecord::verb,
                        DecisionRecord::by,
                        DecisionRecord::reason,
                        DecisionRecord::detail,
                        DecisionRecord::effect)
                .containsExactlyInAnyOrder(
                        tuple(id, "approve", "ana", "why", "rules price", "IGNORED: " + why),
                        tuple(id, "aprove", "", "", "", "IGNORED: " + why));
    }

    private static void end(WorkflowStub run) {
        try {
            run.getResult(Object.class);
        } catch (WorkflowFailedException refused) {
            assertThat(refused).hasRootCauseInstanceOf(ApplicationFailure.class);
        }
    }

    @Test
    void badInputFailsAtOnceWhateverTheWorkflow() {
        for (String type : new String[] {
            "ApplyDefinitions",
            "BatchIngestion",
            "QualityGate",
            "ViewUpdate",
            "MergedViewPublish",
            "OnlineMaterialization",
            "EqualityCheck",
            "TrainingSet",
            "StreamLane",
            "StreamInstance"
        }) {
            for (String input : new String[] {"\"x\"", "[]", "null", "7", "{\"nonsense\":1}"}) {
                sluice.start(type, "any-" + type, input);
                // each wait may skip to the end of an ended run's ten years, and the SDK cannot measure three hundred
                assertThatThrownBy(() -> sluice.standingStill("any-" + type).getResult(Object.class))
                        .cause()
                        .hasMessageContaining("Invalid input of " + type)
                        .hasMessageContaining("A valid input of " + type + " is {");
            }
        }
        assertThat(sluice.activities().faults().calls()).isEmpty();
    }

    @Test
    void aComparisonOfLanesSaysWhereTheyDifferAndTellsPeople() {
        sluice.activities().streams().source("clicks", InMemoryStreams.view("activity", "v1", "read"));
        EqualityNumbers equal = new EqualityNumbers("E1", "activity_v1", "clicks_7d", 40, 40, 0, null, List.of());
        EqualityNumbers late = new EqualityNumbers("E2", "activity_v1", "clicks_7d", 40, 38, 2, 1.0, List.of());
        EqualityNumbers rows = new EqualityNumbers("E3", "", "", 900, 900, 0, null, List.of());
        sluice.activities().equality().find(equal, late);
        sluice.activities().equality().findDays(EqualityFound.of(List.of(rows), List.of()));
        EqualityCheckResult result = check(new EqualityCheckInput("clicks", null, null, 7L, null, null));
        assertThat(result.verdict()).as("late rows are measured").isEqualTo("EQUAL");
        assertThat(result.totals())
                .extracting(EqualityNumbers::check, EqualityNumbers::compared, EqualityNumbers::different)
                .containsExactly(tuple("E1", 40L, 0L), tuple("E2", 40L, 2L), tuple("E3", 900L, 0L));
        assertThat(result.differing()).containsExactly(late);
        assertThat(result.correction()).as("its late policy leaves them out").isNull();
        assertThat(sluice.details("equality/clicks")).contains("which the late policy of clicks leaves out");
        assertThat(sluice.activities().streams().corrections()).isEmpty();
        assertThat(result.seed()).isEqualTo("7");
        assertThat(sluice.activities().notices().sent()).isEmpty();

        sluice.activities()
                .equality()
                .find(
                        equal,
                        new EqualityNumbers(
                                "ONLINE", "activity_v1", "amount", 40, 39, 1, 2.5, places("updates 0@4711")));
        EqualityNumbers falsified = new EqualityNumbers("E3", "", "", 900, 899, 1, null, places("day 2026-06-27"));
        sluice.activities().equality().findDays(EqualityFound.of(List.of(falsified), List.of()));
        result = check(new EqualityCheckInput("clicks", 10, 3, null, null, null));
        assertThat(result.verdict()).isEqualTo("NOT EQUAL");
        assertThat(result.different()).isEqualTo(2);
        assertThat(sluice.attribute("equality/clicks", "SluiceState")).isEqualTo("NOT_EQUAL");
        assertThat(sluice.details("equality/clicks"))
                .contains("ONLINE activity_v1.amount: 1 of 40 differ", "E3 rows: 1 of 900 differ");
        assertThat(sluice.activities().notices().sent())
                .extracting(Notice::sentence)
                .containsExactly(
                        "Values of events.clicks differ: ONLINE activity_v1.amount: 1 of 40 differ, first at updates 0@4711; E3 rows: 1 of 900 differ, first at day 2026-06-27");
        assertThat(sluice.activities().equality().asked())
                .extracting(EqualityRequest::entities, EqualityRequest::days)
                .containsExactly(tuple(200, 7), tuple(10, 3));
    }

    private static List<String> places(String place) {
        return List.of(place);
    }

    @Test
    void aComparisonOverNothingIsNeverEqual() {
        sluice.activities().streams().source("clicks", InMemoryStreams.view("activity", "v1", "read"));
        EqualityCheckInput input = new EqualityCheckInput("clicks", null, null, null, null, null);
        assertThat(check(input).verdict()).isEqualTo("NOTHING COMPARED");
        String why = "E3: no day of clicks is certified; start StreamCertification";
        sluice.activities()
                .equality()
                .find(new EqualityNumbers("E1", "activity_v1", "clicks_7d", 40, 40, 0, null, List.of()));
        sluice.activities().equality().findDays(EqualityFound.of(List.of(), List.of(why)));
        EqualityCheckResult result = check(input);
        assertThat(result.verdict()).isEqualTo("PARTLY COMPARED");
        assertThat(result.uncompared()).containsExactly(why);
        assertThat(sluice.details("equality/clicks")).contains(why);
        assertThatThrownBy(() -> check(new EqualityCheckInput("clicks", 0, null, null, null, null)))
                .cause()
                .hasMessageContaining("entities: expected 1 to 5000");
    }

    @Test
    void whatLateRowsWouldChangeIsCorrectedWhereTheSourceWantsThat() {
        sluice.activities().streams().source("clicks", InMemoryStreams.view("activity", "v1", "read"));
        sluice.activities().streams().corrects("clicks");
        EqualityNumbers late =
                new EqualityNumbers("E2", "activity_v1", "clicks_7d", 40, 38, 2, 1.0, places("updates 0@9"));
        EqualityCheckInput input = new EqualityCheckInput("clicks", null, null, null, null, null);
        sluice.activities().equality().find(late);
        assertThat(check(input).correction()).isEqualTo("correct/clicks");
        sluice.client().newUntypedWorkflowStub("correct/clicks").getResult(CorrectionResult.class);
        assertThat(sluice.activities().streams().corrections()).hasSize(1);

        CompletableFuture<Void> told = new CompletableFuture<>();
        sluice.activities().streams().correctAfter(told);
        try {
            assertThat(check(input).correction()).isEqualTo("correct/clicks");
            assertThat(check(input).correction()).as("it runs already").isNull();
            assertThat(sluice.details("equality/clicks")).contains("correct/clicks runs already");
        } finally {
            told.complete(null);
        }

        sluice.activities()
                .equality()
                .find(new EqualityNumbers("E2", "activity_v1", "clicks_7d", 40, 40, 0, null, List.of()));
        assertThat(check(input).correction()).isNull();
        assertThat(sluice.activities().streams().corrections()).hasSize(2);
    }

    @Test
    void aThousandFeaturesFitIntoAPayload() {
        sluice.activities().streams().source("clicks", InMemoryStreams.view("activity", "v1", "read"));
        List<String> uncompared = new ArrayList<>();
        List<EqualityNumbers> numbers = new ArrayList<>();
        for (int feature = 0; feature < 1_000; feature++) {
            String name = "a_feature_whose_name_says_what_it_is_" + feature;
            long different = feature % 3;
            for (String check : List.of("E2", "E1", "ONLINE")) {
                numbers.add(new EqualityNumbers(
                        check,
                        "activity_v1",
                        name,
                        200,
                        200 - different,
                        different,
                        0.5 * feature,
                        places("updates 0@" + feature)));
            }
            uncompared.add("E1, E2: view %d has no checkpoint in 12 of 12 partitions".formatted(feature));
        }
        sluice.activities().equality().find(numbers, uncompared);
        sluice.activities().equality().findDays(EqualityFound.of(numbers, List.of()));
        EqualityCheckResult result = check(new EqualityCheckInput("clicks", null, null, null, null, null));
        assertThat(result.compared()).isEqualTo(2 * 3 * 1_000 * 200);
        assertThat(result.different()).isEqualTo(2 * 2 * 999);
        assertThat(result.totals())
                .contains(new EqualityNumbers(
                        "ONLINE",
                        "",
                        "",
                        200_000,
                        199_001,
                        999,
                        499.5,
                        List.of("updates 0@0", "updates 0@1", "updates 0@2")));
        assertThat(result.differing()).hasSize(2 * 20).allMatch(EqualityNumbers::differs);
        assertThat(result.uncompared()).hasSize(21).contains("and 980 more");
    }

    private EqualityCheckResult check(EqualityCheckInput input) {
        return sluice.stub(EqualityCheck.class, "equality/clicks").run(input);
    }

    private OnlineMaterializationResult materialize(String mode) {
        return sluice.stub(OnlineMaterialization.class, "online/customer_activity")
                .run(new OnlineMaterializationInput("customer_activity", mode, null, null, null));
    }
}
