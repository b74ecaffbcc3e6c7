package io.sluice.activities.equality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.activities.certify.CertifiedEquality.ComparedDay;
import io.sluice.activities.certify.DifferingRow;
import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlans;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.reading.ProjectParser;
import io.sluice.workflows.equality.EqualityNumbers;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Which features see a row that archive and trusted table have differently, and by how much. */
final class CertifiedTallyTest {
    private static final CatalystExpressionCompiler COMPILER = new CatalystExpressionCompiler();
    private static final String FIRST = "2026-06-27";
    private static final String SECOND = "2026-06-28";

    private final CertifiedTally tally =
            new CertifiedTally(List.of(new FeatureRows("activity_v1", plan(), 0, COMPILER)));

    @Test
    void aChangedAmountIsSeenByTheFeaturesThatReadIt() {
        take(FIRST, "e1", "ana", 40, 1);
        take(FIRST, "e1", "ana", 47, -1);
        take(SECOND, "e1", "ana", 40, 1);
        take(SECOND, "e1", "ana", 39, -1);
        assertThat(tally.numbers(List.of(new ComparedDay(FIRST, 9, 9, 1, 1), new ComparedDay(SECOND, 5, 5, 1, 1))))
                .extracting(
                        EqualityNumbers::check,
                        EqualityNumbers::view,
                        EqualityNumbers::feature,
                        EqualityNumbers::compared,
                        EqualityNumbers::equal,
                        EqualityNumbers::different,
                        EqualityNumbers::largest,
                        EqualityNumbers::first)
                .containsExactlyInAnyOrder(
                        tuple("E3", "", "", 14L, 12L, 2L, null, List.of("day " + FIRST, "day " + SECOND)),
                        tuple("E3", "activity_v1", "clicks", 14L, 14L, 0L, null, List.of()),
                        tuple("E3", "activity_v1", "large", 14L, 14L, 0L, null, List.of()),
                        tuple(
                                "E3",
                                "activity_v1",
                                "spent",
                                14L,
                                12L,
                                2L,
                                14.0,
                                List.of("day " + FIRST, "day " + SECOND)));
    }

    @Test
    void aRowThatLeavesAFilterIsGoneForItsFeature() {
        take(FIRST, "e1", "ana", 140, 1);
        take(FIRST, "e1", "ana", 40, -1);
        assertThat(different(new ComparedDay(FIRST, 3, 3, 1, 1)))
                .containsExactlyInAnyOrder("rows 1", "spent 1", "large 1");
    }

    @Test
    void aRowThatIsMissingOrThereTwiceOrOfSomebodyElseIsSeenByAll() {
        take(FIRST, "e1", "ana", 40, 1);
        take(FIRST, "e2", "ben", 40, -2);
        take(FIRST, "e3", "eve", 40, 1);
        take(FIRST, "e3", "ana", 40, -1);
        assertThat(different(new ComparedDay(FIRST, 5, 6, 2, 3)))
                .containsExactlyInAnyOrder("rows 4", "spent 4", "clicks 4");
        assertThat(tally.numbers(List.of(new ComparedDay(FIRST, 5, 6, 2, 3))))
                .allSatisfy(each -> assertThat(each.compared()).isEqualTo(7));
    }

    @Test
    void aRowWithoutAKeyIsNobodys() {
        take(FIRST, "e1", null, 40, 1);
        assertThat(different(new ComparedDay(FIRST, 5, 4, 1, 0))).containsExactly("rows 1");
    }

    private List<String> different(ComparedDay day) {
        return tally.numbers(List.of(day)).stream()
                .filter(EqualityNumbers::differs)
                .map(each -> (each.feature().isEmpty() ? "rows" : each.feature()) + " " + each.different())
                .toList();
    }

    private void take(String day, String id, @Nullable String user, int amount, long more) {
        @Nullable Object[] columns = {id, user, 1_000L, amount};
        tally.take(new DifferingRow(day, 1_000, id, columns, more));
    }

    private static ViewPlan plan() {
        Project project = ProjectParser.parse(
                List.of(
                        file("project: shop\n"),
                        file("entity: user_id\n"),
                        file("""
                                source: clicks
                                kind: events
                                schema: {click_id: string, user_id: string, at: timestamp, amount: int}
                                event_time: at
                                event_id: click_id
                                stream: {topic: raw, format: json}
                                partition_by: [user_id]
                                allowed_lateness: 10 minutes
                                """),
                        feature("clicks", ""),
                        feature("large", "filters: [amount > 100]\n"),
                        feature("spent", "aggregation: sum\nvalue: amount * 2\n"),
                        file("view: activity\nentity: user_id\nfeatures: [clicks, large, spent]\n")),
                COMPILER);
        return ViewPlans.compile(project, project.view("activity").orElseThrow(), COMPILER);
    }

    private static DefinitionFile feature(String name, String more) {
        return file(
                "feature: %s\nentity: user_id\nsource: clicks\nwindow: 1 hour\nowner: ana\n%s".formatted(name, more));
    }

    private static DefinitionFile file(String text) {
        String name = text.startsWith("project")
                ? "project"
                : text.substring(0, text.indexOf('\n')).replaceAll("\\W+", "-");
        return new DefinitionFile(name + ".yaml", text);
    }
}
