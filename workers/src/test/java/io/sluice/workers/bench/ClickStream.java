package io.sluice.workers.bench;

import static org.apache.spark.sql.functions.expr;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlans;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.reading.ProjectParser;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/**
 * Clicks, views and purchases of users, the same in every run: a hash of the event's number says whose it is, when, and what.
 *
 * @param hotPercent share of one user; all others have about the same
 */
record ClickStream(String name, int events, int users, int days, int hotPercent) {
    /** 2026-01-01. */
    static final long START = 1_767_225_600_000L;

    /** The definition of a source of such events. */
    static String source(String name) {
        return """
                source: %s
                kind: events
                schema: {user_id: string, event_time: timestamp, event_type: string, is_bot: boolean, amount: "decimal(8,2)"}
                event_time: event_time
                event_id: content
                batch: {format: parquet, path: "in/{partition}", partition: day}
                """.formatted(name);
    }

    /** A view of all the features, whose source is {@code name}. */
    static ViewPlan plan(String name, String... features) {
        List<DefinitionFile> files = new ArrayList<>();
        files.add(new DefinitionFile("project.yaml", "project: shop\ndefaults: {source: %s}\n".formatted(name)));
        files.add(new DefinitionFile("source.yaml", source(name)));
        List<String> names = new ArrayList<>();
        for (String feature : features) {
            names.add(feature.lines().findFirst().orElseThrow().substring("feature: ".length()));
            files.add(new DefinitionFile(names.size() + ".yaml", feature));
        }
        files.add(new DefinitionFile(
                "view.yaml", "view: %s\nentity: user_id\nfeatures: [%s]\n".formatted(name, String.join(", ", names))));
        CatalystExpressionCompiler compiler = new CatalystExpressionCompiler();
        Project project = ProjectParser.parse(files, compiler);
        return ViewPlans.compile(project, project.view(name).orElseThrow(), compiler);
    }

    /** The events as trusted rows, but for run and attempt. */
    Dataset<Row> rows(SparkSession spark) {
        String user = "pmod(xxhash64(id, 'user'), %d)".formatted(users);
        return spark.range(0, events, 1, 8)
                .withColumn(
                        "user",
                        expr(hotPercent == 0 ? user : "if(pmod(id, 100) < %d, 0, %s)".formatted(hotPercent, user)))
                .withColumn("millis", expr("%d + pmod(xxhash64(id, 'time'), %d)".formatted(START, days * 86_400_000L)))
                .withColumn("kind", expr("pmod(xxhash64(id, 'kind'), 100)"))
                .selectExpr(
                        "format_string('user-%06d', user) user_id",
                        "timestamp_millis(millis) event_time",
                        "case when kind < 60 then 'click' when kind < 80 then 'view' else 'buy' end event_type",
                        "case when kind = 0 then null else pmod(xxhash64(id, 'bot'), 20) = 0 end is_bot",
                        "if(kind >= 80, cast(pmod(xxhash64(id, 'amount'), 100000) / 100 as decimal(8,2)), null) amount",
                        "date_format(timestamp_millis(millis), 'yyyy-MM-dd') _partition_label",
                        "timestamp_millis(millis) _event_time",
                        "format_string('%010d', id) _event_id");
    }
}
