package io.sluice.activities.ask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.model.ModelActivitiesImpl;
import io.sluice.activities.release.BuildInfo;
import io.sluice.activities.release.ReleaseActivitiesImpl;
import io.sluice.activities.release.TestingView;
import io.sluice.activities.table.LineageRow;
import io.sluice.activities.table.PartitionRow;
import io.sluice.activities.table.ReleaseRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.TrainingSetRow;
import io.sluice.definitions.model.Source;
import io.sluice.workflows.ask.Answer;
import io.sluice.workflows.ask.AskInput;
import io.sluice.workflows.ask.DatasetFacts;
import io.sluice.workflows.ask.PartitionUses;
import io.sluice.workflows.ask.ReleaseDifferences.DatasetDifference;
import io.sluice.workflows.ask.ReleaseFacts;
import io.sluice.workflows.model.RegisterModelRequest;
import io.sluice.workflows.model.RegisterModelResult;
import io.sluice.workflows.release.ReleaseRequest;
import io.temporal.failure.ApplicationFailure;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.iceberg.expressions.Expressions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two releases, of which the second has a day more and one day again; a training set of the first, a model of that. */
final class AskActivitiesTest {
    private static final String FIRST = "spend@v1-000001";
    private static final String SECOND = "spend@v1-000002";
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-02-01T00:00:00Z"), ZoneOffset.UTC);

    @TempDir
    private Path folder;

    private Lake lake;
    private SystemTables tables;
    private AskActivitiesImpl ask;
    private ModelActivitiesImpl models;

    @BeforeEach
    void publishTwoReleases() {
        lake = Lake.open(LakeConfig.embedded(folder));
        tables = new SystemTables(lake);
        ask = new AskActivitiesImpl(lake, tables);
        models = new ModelActivitiesImpl(tables, CLOCK);
        TestingView view = new TestingView(lake, TestingView.source(Duration.ZERO, Duration.ZERO, Source.Kind.EVENTS));
        ReleaseActivitiesImpl releases =
                new ReleaseActivitiesImpl(lake, tables, view.pinned(), new BuildInfo("1", "abc"), CLOCK);
        view.publishSource("PASS", "2026-01-01", "2026-01-02");
        view.publishSource("WAIVED", "2026-01-03");
        view.publishView("PASS", "2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04");
        releases.publishRelease(new ReleaseRequest(TestingView.VIEW, "run-1", "ana", "first"));
        view.publishSource("PASS", "2026-01-02", "2026-01-04");
        view.publishView("PASS", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05");
        releases.publishRelease(new ReleaseRequest(TestingView.VIEW, "run-2", "ben", "a day more"));
        train("purchases-000001", FIRST);
    }

    @AfterEach
    void closeLake() {
        lake.close();
    }

    private void train(String name, String release) {
        train(name, List.of(release), List.of("/labels.csv c0ffee"));
    }

    private void train(String name, List<String> releases, List<String> labels) {
        tables.trainingSets()
                .append(
                        name,
                        List.of(new TrainingSetRow(
                                "purchases",
                                name,
                                "run-3",
                                "training.purchases",
                                "42",
                                List.of("spend"),
                                releases,
                                labels,
                                "f00d",
                                7,
                                "cora",
                                null,
                                CLOCK.instant(),
                                "{}")));
    }

    @Test
    void aReleaseIsWhatItsManifestAndTheLedgersSay() {
        ReleaseFacts facts = release(FIRST);

        assertThat(facts.publishedBy()).isEqualTo("ana");
        assertThat(facts.reason()).isEqualTo("first");
        assertThat(facts.parent()).isNull();
        assertThat(facts.build()).isEqualTo("1 abc");
        assertThat(facts.definitions()).containsExactly("source/orders v1 beef", "view/spend v1 f00d");
        assertThat(facts.tables()).hasSize(2).allMatch(table -> table.matches("(trusted.orders|views.spend_v1)@\\d+"));
        assertThat(release(SECOND).parent()).isEqualTo(FIRST);
        DatasetFacts orders = facts.datasets().get(0);
        assertThat(orders.dataset()).isEqualTo("trusted.orders");
        assertThat(orders.partitions()).isEqualTo(3);
        assertThat(orders.first()).isEqualTo("2026-01-01");
        assertThat(orders.last()).isEqualTo("2026-01-03");
        assertThat(orders.outcomes()).containsExactly("PASS 2", "WAIVED 1");
        assertThat(orders.waived()).singleElement().asString().startsWith("2026-01-03: ");
        assertThat(orders.rows()).isEqualTo(rows("trusted.orders", "2026-01-01", "2026-01-02", "2026-01-03"));
    }

    /** Rows of the first publication of each partition. */
    private long rows(String dataset, String... labels) {
        return tables.partitions().scan(Expressions.equal("dataset", dataset)).stream()
                .filter(row -> List.of(labels).contains(row.partition()))
                .collect(Collectors.toMap(
                        PartitionRow::partition,
                        row -> row,
                        (one, other) -> one.sequence() < other.sequence() ? one : other))
                .values()
                .stream()
                .mapToLong(PartitionRow::rows)
                .sum();
    }

    @Test
    void whatPublishingReadIsNamed() {
        String snapshot = tables.partitions().scan(Expressions.equal("partition", "2026-01-01")).stream()
                .filter(row -> row.dataset().equals("trusted.orders"))
                .findFirst()
                .orElseThrow()
                .publishedSnapshotId();
        tables.lineage()
                .append(
                        "publish/orders",
                        List.of(new LineageRow(
                                "publish",
                                List.of("landing.orders@7", "events.orders@8"),
                                "trusted.orders@" + snapshot,
                                "source/orders/v1",
                                "run",
                                "ingest/orders/2026-01-01",
                                CLOCK.instant())));

        // What landed is named by its files only while landing has it.
        assertThat(release(FIRST).datasets().get(0).inputs()).containsExactly("landing.orders@7", "events.orders@8");
    }

    @Test
    void releasesDifferByWhatCameAndWhatChanged() {
        Answer answer = ask.answer(question("differences", FIRST, SECOND, null, null, null, null, null));

        assertThat(answer.differences()).isNotNull();
        assertThat(answer.differences().definitions()).isEmpty();
        assertThat(answer.differences().tables()).hasSize(2);
        DatasetDifference orders = answer.differences().datasets().get(0);
        assertThat(orders.dataset()).isEqualTo("trusted.orders");
        assertThat(orders.added()).containsExactly("2026-01-04");
        assertThat(orders.removed()).isEmpty();
        assertThat(orders.changed()).singleElement().asString().startsWith("2026-01-02: ");
        assertThat(ask.answer(question("differences", FIRST, FIRST, null, null, null, null, null))
                        .differences()
                        .datasets())
                .isEmpty();
    }

    @Test
    void aPartitionIsFollowedToModels() {
        models.register(new RegisterModelRequest("churn", "12", "purchases-000001", "run-4", "dan", null));

        PartitionUses second = uses("2026-01-02");
        assertThat(second.versions()).hasSize(2);
        assertThat(second.releases()).hasSize(2);
        assertThat(second.trainingSets()).containsExactly("purchases-000001");
        assertThat(second.models()).containsExactly("churn 12");
        PartitionUses fourth = uses("2026-01-04");
        assertThat(fourth.releases()).singleElement().asString().startsWith(SECOND + " @");
        assertThat(fourth.trainingSets()).isEmpty();
        assertThat(fourth.models()).isEmpty();
        assertThatThrownBy(() -> uses("2026-01-40"))
                .isInstanceOf(ApplicationFailure.class)
                .hasMessageContaining(
                        "No partition 2026-01-40 of source orders was ever published; did you mean 2026-01-0");
    }

    @Test
    void aModelIsTrainedOnce() {
        RegisterModelRequest request =
                new RegisterModelRequest("churn", "12", "purchases-000001", "run-4", "dan", "weekly");
        assertThat(models.register(request).unchanged()).isFalse();
        assertThat(models.register(request).unchanged())
                .as("the same run tried again")
                .isFalse();
        RegisterModelResult again =
                models.register(new RegisterModelRequest("churn", "12", "purchases-000001", "run-5", "eve", null));
        assertThat(again.unchanged()).isTrue();
        assertThat(again.releases()).containsExactly(FIRST);
        train("purchases-000002", SECOND);
        assertThatThrownBy(() -> models.register(
                        new RegisterModelRequest("churn", "12", "purchases-000002", "run-6", "eve", null)))
                .isInstanceOf(ApplicationFailure.class)
                .hasMessageContaining("Model churn 12 was trained with purchases-000001, so says dan");
        assertThatThrownBy(() -> models.register(
                        new RegisterModelRequest("churn", "13", "purchases-00001", "run-6", "eve", null)))
                .isInstanceOf(ApplicationFailure.class)
                .hasMessageContaining("Unknown training set: purchases-00001; did you mean purchases-000001?");
        assertThat(tables.models().scan()).hasSize(1);
        assertThat(tables.lineage().scan(Expressions.equal("operation", "register")))
                .hasSize(1);
    }

    @Test
    void whichDataTrainedAModel() {
        models.register(new RegisterModelRequest("churn", "12", "purchases-000001", "run-4", "dan", "weekly"));

        Answer answer = ask.answer(question("model", null, null, null, null, null, "churn", "12"));

        assertThat(answer.sentence()).isEqualTo("churn 12 was trained with training.purchases@42, 7 rows");
        assertThat(answer.model()).isNotNull();
        assertThat(answer.model().registeredBy()).isEqualTo("dan");
        assertThat(answer.model().trainingSet().labels()).containsExactly("/labels.csv c0ffee");
        assertThat(answer.model().trainingSet().releases()).singleElement().isEqualTo(release(FIRST));
        assertThatThrownBy(() -> ask.answer(question("model", null, null, null, null, null, "chern", "12")))
                .hasMessageContaining("Unknown model: chern 12; did you mean churn 12? (known are churn 12)");
        assertThatThrownBy(() -> release("spend@v1-000003")).hasMessageContaining("did you mean spend@v1-00000");
    }

    /** A training set of five hundred files of labels, and a partition in forty training sets: shown in part, counted in full. */
    @Test
    void anAnswerFitsIntoAPayloadAndSaysHowMuchIsLeftOut() throws JsonProcessingException {
        List<String> releases = IntStream.range(0, 100).mapToObj(this::released).toList();
        List<String> labels = IntStream.range(0, 500)
                .mapToObj(i -> "/labels/%s.csv".formatted("x".repeat(600) + i))
                .toList();
        for (int i = 2; i <= 40; i++) {
            train("purchases-%06d".formatted(i), releases, labels);
        }

        Answer large = ask.answer(question("training_set", null, null, null, null, "purchases-000002", null, null));
        assertThat(new ObjectMapper().writeValueAsBytes(large)).hasSizeLessThan(128 * 1024);
        assertThat(large.trainingSet()).isNotNull();
        assertThat(large.trainingSet().releases()).hasSize(100);
        List<String> shown = large.trainingSet().labels();
        assertThat(shown.get(shown.size() - 1)).isEqualTo("… %d more".formatted(500 - (shown.size() - 1)));
        assertThat(ask.answer(question("partition", null, null, "orders", "2026-01-02", null, null, null))
                        .sentence())
                .contains("it is in 102 releases, 40 training sets, 0 models");
    }

    /** A release like the first. */
    private String released(int number) {
        ReleaseRow first =
                tables.releases().scan(Expressions.equal("name", FIRST)).get(0);
        String name = "spend@v1-%06d".formatted(100 + number);
        tables.releases()
                .append(
                        name,
                        List.of(new ReleaseRow(
                                first.view(),
                                name,
                                first.definitionVersion(),
                                100 + number,
                                first.fingerprint(),
                                name,
                                first.viewTable(),
                                first.viewSnapshotId(),
                                first.certifiedFrom(),
                                first.certifiedThrough(),
                                null,
                                name,
                                null,
                                "r".repeat(200),
                                first.at(),
                                first.manifest())));
        return name;
    }

    private ReleaseFacts release(String name) {
        Answer answer = ask.answer(question("release", name, null, null, null, null, null, null));
        assertThat(answer.release()).isNotNull();
        return answer.release();
    }

    private PartitionUses uses(String partition) {
        Answer answer = ask.answer(question("partition", null, null, "orders", partition, null, null, null));
        assertThat(answer.uses()).isNotNull();
        return answer.uses();
    }

    private static AskInput question(
            String question,
            @Nullable String release,
            @Nullable String other,
            @Nullable String source,
            @Nullable String partition,
            @Nullable String trainingSet,
            @Nullable String model,
            @Nullable String version) {
        return new AskInput(question, release, other, source, partition, trainingSet, model, version);
    }
}
