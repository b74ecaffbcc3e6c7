package io.sluice.workers.slot;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlans;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.reading.ProjectParser;
import java.util.List;

/** A view of users over their clicks: windows of both modes, filters, a latest value. */
final class ClickViews {
    static final ExpressionCompiler COMPILER = new CatalystExpressionCompiler();
    static final String VIEW = "activity";

    private ClickViews() {}

    /** The view over a source of this name. */
    static ViewPlan plan(String source) {
        Project project = ProjectParser.parse(
                List.of(
                        file("project", """
                                project: shop
                                """),
                        file("entity", """
                                entity: user_id
                                """),
                        file("source", """
                                source: %s
                                kind: events
                                schema: {click_id: string, user_id: string, event_time: timestamp, event_type: string,
                                  amount: "decimal(10,2)", is_bot: boolean}
                                event_time: event_time
                                event_id: click_id
                                stream: {topic: raw, format: json}
                                partition_by: [user_id]
                                allowed_lateness: 10 minutes
                                """.formatted(source)),
                        feature(source, "clicks_1h", """
                                window: 1 hour
                                filters: [is_bot = false]
                                serving: {online: true, offline: true}
                                """),
                        feature(source, "amount_20m", """
                                window: 20 minutes
                                aggregation: sum
                                value: amount * 2
                                update: hop
                                """),
                        feature(source, "last_amount", """
                                value: amount
                                ttl: 30 minutes
                                """),
                        file("view", """
                                view: %s
                                entity: user_id
                                features: [clicks_1h, amount_20m, last_amount]
                                """.formatted(VIEW))),
                COMPILER);
        return ViewPlans.compile(project, project.view(VIEW).orElseThrow(), COMPILER);
    }

    private static DefinitionFile feature(String source, String name, String rest) {
        return file(name, "feature: %s\nentity: user_id\nsource: %s\n%s".formatted(name, source, rest));
    }

    private static DefinitionFile file(String name, String text) {
        return new DefinitionFile(name + ".yaml", text);
    }
}
