package io.sluice.definitions.project;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Entity;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.View;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.FixerDefinition;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.definitions.model.gate.Patch;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ProjectParserTest {
    private static final String CONTRACT_EXAMPLE = """
            feature: user_clicks_7d
            entity: user_id
            timestamp: event_time
            window: 7 days
            filters:
              - event_type = 'click'
              - is_bot = false
            null_policy: fill_zero
            owner: ranking-platform
            serving:
              online: true
              offline: true
            """;

    @Test
    void acceptsTheFeatureOfTheContractByteForByte() {
        Project project =
                new ProjectText().with("user_clicks_7d.yaml", CONTRACT_EXAMPLE).parse();

        Feature feature = project.feature("user_clicks_7d").orElseThrow();
        assertThat(feature.source()).isEqualTo("clicks");
        assertThat(feature.timestamp()).isEqualTo("event_time");
        assertThat(feature.filters()).containsExactly("event_type = 'click'", "is_bot = false");
        assertThat(feature.window())
                .isEqualTo(new Feature.Window(Duration.ofDays(7), Duration.ofHours(1), Feature.Update.EVENT));
        assertThat(feature.aggregation()).isEqualTo(new Aggregation(Aggregation.Kind.COUNT, 0, List.of()));
        assertThat(feature.nullPolicy()).isEqualTo(new Feature.NullPolicy(Feature.NullPolicy.Kind.FILL_ZERO, null));
        assertThat(feature.owner()).isEqualTo("ranking-platform");
        assertThat(feature.online()).isTrue();
    }

    @Test
    void declaresAnEntityThatIsOnlyNamed() {
        Project project =
                new ProjectText().with("user_clicks_7d.yaml", CONTRACT_EXAMPLE).parse();

        assertThat(project.entities())
                .containsExactly(
                        new Entity("user_id", List.of(new Column("user_id", DataType.STRING)), null, "platform"));
    }

    @Test
    void fillsTheDefaultsOfASource() {
        Project project = new ProjectText()
                .without("clicks.yaml")
                .with("clicks.yaml", """
                        source: clicks
                        kind: events
                        schema: {user_id: string, event_time: timestamp}
                        event_time: event_time
                        batch: {format: csv, path: clicks.csv, partition: none}
                        """)
                .parse();

        Source source = project.source("clicks").orElseThrow();
        assertThat(source.eventId()).isEqualTo(new EventId(EventId.Kind.CONTENT, List.of()));
        assertThat(source.allowedLateness()).isZero();
        assertThat(source.latePolicy()).isEqualTo(Source.LatePolicy.QUARANTINE);
        assertThat(source.idleAfter()).isEqualTo(Duration.ofSeconds(60));
        assertThat(source.maxFutureSkew()).isEqualTo(Duration.ofMinutes(5));
        assertThat(source.delay()).isZero();
        assertThat(source.cutover()).isNull();
        assertThat(source.historyFrom()).isNull();
        assertThat(source.owner()).isEqualTo("platform");
        assertThat(source.batch().partition()).isEqualTo(Source.Partitioning.NONE);
    }

    @Test
    void readsEveryFieldOfASourceWithBothLanes() {
        Project project = new ProjectText().with("both.yaml", """
                        source: both
                        kind: attributes
                        schema:
                          user_id: string
                          at: timestamp
                          id: bigint
                          price: decimal(10, 2)
                          tags: array<string>
                          place: "struct<lat: double, lon: double>"
                          embedding: vector(3)
                        event_time: at
                        event_id: [user_id, id]
                        batch: {format: json, path: /data, options: {multiLine: true}, partition: hour}
                        stream: {topic: both.v1, format: avro, keyed: true}
                        partition_by: [user_id]
                        cutover: 2026-01-01
                        history_from: 2010-12-01T08:26:00Z
                        allowed_lateness: 10 minutes
                        late_policy: correct
                        idle_after: 30s
                        max_future_skew: PT1M
                        pii: [user_id]
                        retention: 30 days
                        schedule: "15 2 * * *"
                        expectations:
                          - {type: expect_column_values_to_not_be_null, kwargs: {column: id}}
                        owner: me
                        """).parse();

        assertThat(project.source("both"))
                .contains(new Source(
                        "both",
                        Source.Kind.ATTRIBUTES,
                        List.of(
                                new Column("user_id", DataType.STRING),
                                new Column("at", DataType.TIMESTAMP),
                                new Column("id", DataType.BIGINT),
                                new Column("price", DataType.decimal(10, 2)),
                                new Column("tags", DataType.array(DataType.STRING)),
                                new Column(
                                        "place",
                                        DataType.struct(List.of(
                                                new Column("lat", DataType.DOUBLE),
                                                new Column("lon", DataType.DOUBLE)))),
                                new Column("embedding", DataType.vector(3))),
                        "at",
                        new EventId(EventId.Kind.COLUMNS, List.of("user_id", "id")),
                        new Source.Batch(
                                Source.Batch.Access.PATH,
                                "json",
                                "/data",
                                Map.of("multiLine", "true"),
                                Source.Partitioning.HOUR),
                        new Source.Stream("both.v1", "avro", true),
                        List.of("user_id"),
                        Instant.parse("2026-01-01T00:00:00Z"),
                        Duration.ofMinutes(10),
                        Source.LatePolicy.CORRECT,
                        Duration.ofSeconds(30),
                        Duration.ofMinutes(1),
                        Duration.ZERO,
                        List.of("user_id"),
                        Duration.ofDays(30),
                        "15 2 * * *",
                        List.of(new Expectation(
                                "expect_column_values_to_not_be_null:id",
                                "expect_column_values_to_not_be_null",
                                Map.of("column", "id"),
                                Expectation.Severity.ERROR,
                                Expectation.RowAction.KEEP)),
                        null,
                        "me",
                        Instant.parse("2010-12-01T08:26:00Z")));
    }

    /** What a source of both lanes cannot have. */
    @Test
    void readsEveryFieldOfASourceWithFilesOnly() {
        Source source = new ProjectText()
                .with("gate.yaml", "gate: g\nexpectations: []\n")
                .with("files.yaml", """
                        source: files
                        kind: events
                        schema: {user_id: string, at: timestamp}
                        event_time: at
                        event_id: position
                        batch: {path: "{partition}.csv", format: csv, options: {header: false}, partition: month}
                        partition_by: [user_id]
                        delay: 2 hours
                        gate: g
                        """)
                .parse()
                .source("files")
                .orElseThrow();

        assertThat(source.eventId()).isEqualTo(new EventId(EventId.Kind.POSITION, List.of()));
        assertThat(source.batch())
                .isEqualTo(new Source.Batch(
                        Source.Batch.Access.PATH,
                        "csv",
                        "{partition}.csv",
                        Map.of("header", "false"),
                        Source.Partitioning.MONTH));
        assertThat(source.partitionBy()).containsExactly("user_id");
        assertThat(source.delay()).isEqualTo(Duration.ofHours(2));
        assertThat(source.gate()).isEqualTo("g");
    }

    @Test
    void partitionsASourceByTheKeysOfItsViews() {
        Project project = new ProjectText()
                .with("user_clicks_7d.yaml", CONTRACT_EXAMPLE)
                .with("view.yaml", "view: activity\nentity: user_id\nfeatures: [user_clicks_7d]\n")
                .parse();

        assertThat(project.source("clicks").orElseThrow().partitionBy()).containsExactly("user_id");
    }

    @Test
    void choosesTheHopByTheWindow() {
        assertThat(hopOf("12 days")).isEqualTo(Duration.ofDays(1));
        assertThat(hopOf("11 days")).isEqualTo(Duration.ofHours(1));
        assertThat(hopOf("12 hours")).isEqualTo(Duration.ofHours(1));
        assertThat(hopOf("11 hours")).isEqualTo(Duration.ofMinutes(5));
    }

    @Test
    void aLifetimeOfASourceWhoseHistoryBegins() {
        ProjectText text = new ProjectText();
        Feature feature = text.with("clicks.yaml", text.text("clicks.yaml") + "history_from: 2010-12-01\n")
                .with("f.yaml", "feature: f\nentity: user_id\nwindow: lifetime\n")
                .parse()
                .feature("f")
                .orElseThrow();
        assertThat(feature.window().length()).isNull();
        assertThat(feature.window().hop()).isEqualTo(Duration.ofDays(1));
    }

    private static Duration hopOf(String window) {
        return featureOf("feature: f\nentity: user_id\nwindow: " + window + "\n")
                .window()
                .hop();
    }

    @Test
    void updatesByTheEventOnlyWhenServedOnlineFromAStream() {
        String offline = "feature: f\nentity: user_id\nwindow: 1 hour\n";
        assertThat(featureOf(offline).window().update()).isEqualTo(Feature.Update.HOP);
        assertThat(featureOf(offline + "serving: {online: true}\n").window().update())
                .isEqualTo(Feature.Update.EVENT);
        assertThat(featureOf(offline + "serving: {online: true}\nupdate: hop\n")
                        .window()
                        .update())
                .isEqualTo(Feature.Update.HOP);
        ProjectText files = new ProjectText();
        String source = files.text("clicks.yaml")
                .replace("stream: {topic: clicks}", "batch: {path: c.csv, format: csv, partition: none}");
        Project batch = files.with("clicks.yaml", source)
                .with("f.yaml", offline + "serving: {online: true}\n")
                .parse();
        assertThat(batch.feature("f").orElseThrow().window().update())
                .as("online from files")
                .isEqualTo(Feature.Update.HOP);
    }

    @Test
    void readsEveryFieldOfAWindowedFeature() {
        assertThat(featureOf("""
                        feature: f
                        entity: user_id
                        source: clicks
                        timestamp: event_time
                        window: 6 hours
                        hop: 1 hour
                        update: hop
                        aggregation: mean
                        value: amount
                        filters: [is_bot = false]
                        scale: 3
                        null_policy: {fill: 1}
                        serving: {online: true, offline: false}
                        description: what they spend
                        tags: [money, daily]
                        owner: me
                        """))
                .isEqualTo(new Feature(
                        "f",
                        "user_id",
                        "clicks",
                        "event_time",
                        List.of("is_bot = false"),
                        new Feature.Window(Duration.ofHours(6), Duration.ofHours(1), Feature.Update.HOP),
                        new Aggregation(Aggregation.Kind.MEAN, 0, List.of()),
                        "amount",
                        null,
                        new Feature.NullPolicy(Feature.NullPolicy.Kind.FILL, "1"),
                        null,
                        3,
                        10_000,
                        true,
                        false,
                        "what they spend",
                        List.of("money", "daily"),
                        "me"));
        assertThat(featureOf("feature: f\nentity: user_id\nwindow: 1 hour\naggregation: top_k(2)\nvalue: amount\n"
                                + "max_distinct: 7\n")
                        .maxDistinct())
                .isEqualTo(7);
    }

    @Test
    void readsEveryAggregation() {
        for (Aggregation.Kind kind : Aggregation.Kind.values()) {
            boolean plain = kind != Aggregation.Kind.LAST_N
                    && kind != Aggregation.Kind.TOP_K
                    && kind != Aggregation.Kind.HISTOGRAM;
            if (plain) {
                assertThat(aggregationOf(kind.name().toLowerCase(Locale.ROOT)))
                        .isEqualTo(new Aggregation(kind, 0, List.of()));
            }
        }
        assertThat(aggregationOf("last_n(5)")).isEqualTo(new Aggregation(Aggregation.Kind.LAST_N, 5, List.of()));
        assertThat(aggregationOf("top_k(3)")).isEqualTo(new Aggregation(Aggregation.Kind.TOP_K, 3, List.of()));
        assertThat(aggregationOf("histogram([0, 10.5, 2e1])"))
                .isEqualTo(new Aggregation(Aggregation.Kind.HISTOGRAM, 0, List.of(0.0, 10.5, 20.0)));
    }

    private static Aggregation aggregationOf(String text) {
        return featureOf("feature: f\nentity: user_id\nwindow: 1 hour\nvalue: amount\naggregation: " + text + "\n")
                .aggregation();
    }

    @Test
    void readsNullPolicies() {
        String latest = "feature: f\nentity: user_id\nvalue: amount\n";
        assertThat(featureOf(latest).nullPolicy().kind()).isEqualTo(Feature.NullPolicy.Kind.NULL);
        assertThat(featureOf(latest + "null_policy: null\n").nullPolicy().kind())
                .isEqualTo(Feature.NullPolicy.Kind.NULL);
        assertThat(featureOf(latest + "null_policy: {fill: 1.5}\n").nullPolicy())
                .isEqualTo(new Feature.NullPolicy(Feature.NullPolicy.Kind.FILL, "1.5"));
    }

    @Test
    void onlyCountsAreFilledWithZeroUnlessTheySayOtherwise() {
        for (String aggregation : List.of(
                "count",
                "count_distinct",
                "sum",
                "mean",
                "min",
                "max",
                "first",
                "last",
                "last_n(2)",
                "variance",
                "stddev",
                "top_k(2)",
                "histogram([0])")) {
            assertThat(featureOf("feature: f\nentity: user_id\nwindow: 1 hour\nvalue: amount\naggregation: "
                                    + aggregation + "\n")
                            .nullPolicy()
                            .kind())
                    .as(aggregation)
                    .isEqualTo(
                            aggregation.startsWith("count")
                                    ? Feature.NullPolicy.Kind.FILL_ZERO
                                    : Feature.NullPolicy.Kind.NULL);
        }
    }

    @Test
    void readsALatestValue() {
        Feature feature = featureOf("feature: f\nentity: user_id\nvalue: event_type\nttl: 3 days\n");

        assertThat(feature.isLatestValue()).isTrue();
        assertThat(feature.ttl()).isEqualTo(Duration.ofDays(3));
        assertThat(feature.aggregation()).isNull();
        assertThat(feature.scale()).isEqualTo(6);
        assertThat(feature.maxDistinct()).isEqualTo(10_000);
    }

    private static Feature featureOf(String text) {
        return new ProjectText().with("f.yaml", text).parse().feature("f").orElseThrow();
    }

    @Test
    void readsAView() {
        View view = new ProjectText()
                .with("user_clicks_7d.yaml", CONTRACT_EXAMPLE)
                .with("view.yaml", """
                        view: activity
                        entity: user_id
                        features: [user_clicks_7d]
                        gate: g
                        online: {ttl: 30 days, materialization: manual}
                        freshness: 2 days
                        schedule: "0 3 * * *"
                        access: {readers: [ranking, ads]}
                        owner: me
                        """)
                .with("gate.yaml", "gate: g\nexpectations: []\n")
                .parse()
                .view("activity")
                .orElseThrow();

        assertThat(view)
                .isEqualTo(new View(
                        "activity",
                        "user_id",
                        List.of("user_clicks_7d"),
                        "g",
                        Duration.ofDays(30),
                        View.Materialization.MANUAL,
                        Duration.ofDays(2),
                        "0 3 * * *",
                        List.of("ranking", "ads"),
                        "me"));
    }

    @Test
    void aViewHasItsFeaturesInTheOrderOfTheirNames() {
        View view = new ProjectText()
                .with("b.yaml", "feature: b\nentity: user_id\nwindow: 1 day\n")
                .with("a.yaml", "feature: a\nentity: user_id\nexpression: b + 1\n")
                .with("view.yaml", "view: v\nentity: user_id\nfeatures: [b, a]\n")
                .parse()
                .view("v")
                .orElseThrow();

        assertThat(view.features()).containsExactly("a", "b");
        assertThat(view.materialization()).isEqualTo(View.Materialization.ON_RELEASE);
        assertThat(view.owner()).isEqualTo("platform");
    }

    @Test
    void readsExpectationsWithUniqueIds() {
        Gate gate = new ProjectText().with("gate.yaml", """
                        gate: g
                        expectations:
                          - {type: expect_column_max_to_be_between, kwargs: {column: a, max_value: 3}}
                          - {type: expect_column_max_to_be_between, kwargs: {column: a, min_value: 1.5}, severity: critical}
                          - {type: expect_table_row_count_to_equal, kwargs: {value: 3}, severity: fatal, rows: fail}
                          - {type: expect_column_values_to_be_in_set, kwargs: {set: [1, true, null, {a: b}]}, id: mine, severity: info, rows: quarantine}
                        """).parse().gate("g").orElseThrow();

        assertThat(gate.expectations())
                .extracting(Expectation::id)
                .containsExactly(
                        "expect_column_max_to_be_between:a",
                        "expect_column_max_to_be_between:a#2",
                        "expect_table_row_count_to_equal",
                        "mine");
        assertThat(gate.expectations())
                .extracting(Expectation::severity)
                .containsExactly(
                        Expectation.Severity.ERROR,
                        Expectation.Severity.ERROR,
                        Expectation.Severity.FATAL,
                        Expectation.Severity.INFO);
        assertThat(gate.expectations().get(1).kwargs()).containsEntry("min_value", 1.5);
        assertThat(gate.expectations().get(2).rows()).isEqualTo(Expectation.RowAction.FAIL);
        assertThat(gate.policy()).isEqualTo(Gate.Policy.defaults());
    }

    @Test
    void readsAPolicy() {
        Gate gate = new ProjectText().with("gate.yaml", """
                        gate: g
                        expectations: []
                        policy:
                          approvers: [ann, bob]
                          quorum: 2
                          require_reason: false
                          prevent_self_approval: true
                          deadline: 2 days
                          remind: 25 %
                          escalate: {at: 0.9, to: [eve]}
                          on_expiry: reject
                          keep: 3 days
                          max_attempts: 4
                          quarantine_limit: 0.1
                          fail_on_reject: true
                        """).parse().gate("g").orElseThrow();

        assertThat(gate.policy())
                .isEqualTo(new Gate.Policy(
                        List.of("ann", "bob"),
                        2,
                        false,
                        true,
                        Duration.ofDays(2),
                        0.25,
                        0.9,
                        List.of("eve"),
                        Gate.OnExpiry.REJECT,
                        Duration.ofDays(3),
                        4,
                        0.1,
                        true));
    }

    @Test
    void keepsWhatNothingInterpretsYet() {
        Project project = new ProjectText()
                .with("a.yaml", "annotation: labels\nlabels: [spam, ham]\n")
                .parse();

        assertThat(project.others())
                .extracting(other -> other.kind() + " " + other.name() + " " + other.fields())
                .containsExactly("annotation labels {labels=[spam, ham]}");
    }

    @Test
    void readsPatchesAndFixers() {
        Project project = new ProjectText()
                .with(
                        "p.yaml",
                        "patch: mend\nsource: clicks\nsql: select 'a, from b' as event_type, is_bot AS `is_bot` from rows;\n"
                                + "reviewed_by: [ann, bob]\ndescription: why\n")
                .with("x.yaml", "fixer: repair\nclass: com.example.Repair\nowner: me\n")
                .parse();

        Patch patch = project.patch("mend").orElseThrow();
        assertThat(patch.columns().toString()).isEqualTo("{event_type='a, from b', is_bot=is_bot}");
        assertThat(patch.reviewedBy()).containsExactly("ann", "bob");
        assertThat(project.fixer("repair")).contains(new FixerDefinition("repair", "com.example.Repair", null, "me"));
    }

    @Test
    void readsTheSameWhateverTheOrderOfFiles() {
        ProjectText text = new ProjectText()
                .with("user_clicks_7d.yaml", CONTRACT_EXAMPLE)
                .with("view.yaml", "view: activity\nentity: user_id\nfeatures: [user_clicks_7d]\n");

        assertThat(text.reversed().parse()).isEqualTo(text.parse());
    }
}
