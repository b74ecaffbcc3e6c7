package io.sluice.quality.profile;

import static io.sluice.quality.testing.Frames.SPARK;
import static io.sluice.quality.testing.Frames.frame;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.quality.audit.Audit;
import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.history.History;
import io.sluice.quality.report.ProfileReader;
import io.sluice.quality.report.ReportContext;
import io.sluice.quality.report.ReportHead;
import io.sluice.quality.report.Reports;
import io.sluice.quality.testing.Audits;
import io.sluice.quality.testing.Jobs;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;

final class ProfilerTest {
    private final Dataset<Row> orders = frame(
            "country, paid, id, person, amount",
            "('DE', true, 'a', 'ann', 1), ('FR', true, 'b', 'ann', 2), ('DE', false, 'c', 'ben', 3), (NULL, NULL, 'd', NULL, NULL)");

    @Test
    void countsTextsButNotThoseThatIdentifyPeople() {
        TableProfile profile = Profiler.of(orders, 4, Set.of("person"));

        assertThat(profile.texts())
                .containsExactly(
                        new TextProfile("country", 4, 3, 2, List.of(new ValueCount("DE", 2), new ValueCount("FR", 1))),
                        new TextProfile(
                                "paid", 4, 3, 2, List.of(new ValueCount("true", 2), new ValueCount("false", 1))),
                        new TextProfile("id", 4, 4, 4, List.of()));
        assertThat(profile.columns()).extracting(ColumnProfile::column).containsExactly("amount");
        assertThat(profile.findText("country").orElseThrow().missingShare()).isEqualTo(0.25);
    }

    @Test
    void looksAtEverythingInOneJob() {
        Dataset<Row> rows = SPARK.range(100).selectExpr("id", "string(id % 3) AS text", "id % 2 = 0 AS even");
        assertThat(Jobs.count(() -> Profiler.of(rows, 100, Set.of()))).isEqualTo(1);
        assertThat(Profiler.of(orders.where("FALSE"), 0, Set.of())).isEqualTo(TableProfile.NONE);
    }

    @Test
    void cutsLongTextsAndKeepsOnlyTheMostFrequent() {
        Dataset<Row> texts = SPARK.sql("SELECT if(id < 40, concat(repeat('\uD83D\uDE00', 70), id),"
                + " if(id < 60, repeat('x', 60), concat('v', id % 30))) AS x FROM range(200)");

        TextProfile profile = Profiler.of(texts, 200, Set.of()).findText("x").orElseThrow();

        assertThat(profile.top())
                .hasSize(TextProfile.TOP)
                .startsWith(new ValueCount("\uD83D\uDE00".repeat(60) + "…", 40), new ValueCount("x".repeat(60), 20));
        assertThat(profile.distinct()).isEqualTo(32);
        assertThat(profile.rowsWith("nowhere")).isEqualTo(OptionalLong.empty());
        assertThat(new TextProfile("x", 1, 1, 1, List.of(new ValueCount("a", 1))).rowsWith("b"))
                .isEqualTo(OptionalLong.of(0));
    }

    @Test
    void comesBackOutOfTheResult() {
        TableProfile profile = Profiler.of(orders, 4, Set.of());
        AuditResult result = Audit.run(orders, List.of(), Audits.facts());
        ReportContext plain = ReportContext.of(new ReportHead("orders", "v1", "f"));
        ReportContext context = new ReportContext(
                plain.head(), "", null, History.none(), profile, TableProfile.NONE, "", List.of(), List.of(), "", null);

        assertThat(ProfileReader.read(Reports.json(result, context))).isEqualTo(profile);
    }
}
