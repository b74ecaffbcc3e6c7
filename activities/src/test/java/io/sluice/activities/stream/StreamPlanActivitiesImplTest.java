package io.sluice.activities.stream;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.activities.registry.Registry;
import io.sluice.activities.registry.TestingRegistry;
import io.sluice.activities.table.ReleaseRow;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.lane.IncarnationRow;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.stream.StreamPlan;
import io.sluice.workflows.stream.StreamRole;
import java.nio.file.Path;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StreamPlanActivitiesImplTest {
    @TempDir
    Path folder;

    private TestingRegistry shop;
    private SystemTables tables;
    private StreamDefinitions definitions;
    private StreamPlanActivitiesImpl plans;

    @BeforeEach
    void open() {
        shop = new TestingRegistry(folder).withShop();
        shop.write("visits.yaml", visits("7 days"));
        shop.write("visitors.yaml", "view: visitors\nentity: customer\nfeatures: [visits]\n");
        shop.apply();
        tables = new SystemTables(shop.lake());
        CatalystExpressionCompiler compiler = new CatalystExpressionCompiler();
        Registry registry = new Registry(tables, compiler);
        definitions = new StreamDefinitions(registry, compiler);
        plans = new StreamPlanActivitiesImpl(
                definitions, registry, tables, EnumSet.of(StreamRole.VIEW, StreamRole.ACCEPT));
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @Test
    void theViewsOfASourceAreRunAndWhatThisBuildCannotHostIsNotPlanned() {
        StreamPlan plan = plans.resolveStream("clicks");

        assertThat(plan.source().version()).isEqualTo("v1");
        assertThat(plan.gate()).isEqualTo("implicit");
        assertThat(views(plan)).containsExactly("visitors v1 true");
        assertThat(plan.roles()).containsExactly("accept", "view");
        assertThat(plan.has(StreamRole.LAKE_SINK)).isFalse();
    }

    @Test
    void theReleasedVersionStaysReadAndTheNewestRunsBesideIt() {
        shop.write("visits.yaml", visits("1 day"));
        shop.apply();

        assertThat(views(plans.resolveStream("clicks"))).containsExactly("visitors v2 true");
        tables.releases().append("1", List.of(release("v1")));
        assertThat(views(plans.resolveStream("clicks"))).containsExactly("visitors v1 true", "visitors v2 false");
        assertThat(window(definitions.view("visitors", "v1"))).isEqualTo("PT168H");
        assertThat(window(definitions.view("visitors", "v2"))).isEqualTo("PT24H");
    }

    @Test
    void whatIsNoStreamIsRefusedAndWhatIsUnknownIsNamedWithTheNearest() {
        TestingRegistry.assertFailure(() -> plans.resolveStream("clcks"), FailureTypes.NOT_FOUND)
                .hasMessageContaining("Unknown source: clcks; did you mean clicks?");
        TestingRegistry.assertFailure(() -> plans.resolveStream("orders"), FailureTypes.INVALID_INPUT)
                .hasMessageContaining("Source orders is no stream");
        TestingRegistry.assertFailure(() -> definitions.view("visitors", "v9"), FailureTypes.NOT_FOUND)
                .hasMessageContaining("View visitors has no version v9: its newest is v1");
    }

    @Test
    void aViewThatKnowsOnlyANewerSourceDoesNotRunOverTheOldOne() {
        DefinitionRef begun = definitions.stream("clicks");
        shop.write(
                "clicks.yaml",
                TestingRegistry.source("clicks", "stream: {topic: other, format: json}\nallowed_lateness: 1 minute\n"));
        shop.write("visits.yaml", visits("1 day"));
        shop.apply();

        TestingRegistry.assertFailure(
                        () -> definitions.plan(definitions.view("visitors", "v2"), begun), FailureTypes.NOT_AVAILABLE)
                .hasMessageContaining("never registered together with source clicks v1");
    }

    @Test
    void ofTwoThatBeginAnIncarnationAtOnceTheFirstCounts() {
        Incarnations incarnations = new Incarnations(tables);
        assertThat(incarnations.newest("clicks")).isEmpty();

        IncarnationRow first = incarnations.begin(incarnation("clicks", 2));

        assertThat(incarnations.begin(incarnation("clicks", 4))).isEqualTo(first);
        assertThat(incarnations.newest("clicks")).contains(first);
        assertThat(incarnations.newest("orders")).isEmpty();
    }

    private String window(DefinitionRef view) {
        return String.valueOf(definitions
                .plan(view, definitions.stream("clicks"))
                .features()
                .get(0)
                .feature()
                .window()
                .length());
    }

    private static List<String> views(StreamPlan plan) {
        return plan.views().stream()
                .map(each -> each.view().name() + " " + each.view().version() + " " + each.read())
                .toList();
    }

    private static String visits(String window) {
        return "feature: visits\nentity: customer\nsource: clicks\nwindow: " + window + "\nowner: ana\n";
    }

    private static IncarnationRow incarnation(String source, int partitions) {
        return new IncarnationRow(source, 1, "v1", "f", "clicks", partitions, partitions, 0, Instant.EPOCH, null, null);
    }

    private static ReleaseRow release(String version) {
        return new ReleaseRow(
                "visitors",
                "visitors@%s-000001".formatted(version),
                version,
                1,
                "f",
                "run",
                "views.visitors_" + version,
                "1",
                Instant.EPOCH,
                Instant.EPOCH,
                null,
                "h",
                null,
                null,
                Instant.EPOCH,
                "{}");
    }
}
