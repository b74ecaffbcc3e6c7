package io.sluice.workers.bench;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.RowCodec;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlans;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.reading.ProjectParser;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Clicks of a stream, and a view of two features over seven days of hourly tiles. */
final class LiveClicks {
    static final ExpressionCompiler COMPILER = new CatalystExpressionCompiler();
    static final String SOURCE = "live_clicks";
    static final String VIEW = "live";

    private static final ViewPlan PLAN = compiled();

    private final RowCodec codec = new RowCodec(PLAN.sources().get(0).source().schema());
    private long offset;

    static ViewPlan plan() {
        return PLAN;
    }

    private static ViewPlan compiled() {
        Project project = ProjectParser.parse(files(), COMPILER);
        return ViewPlans.compile(project, project.view(VIEW).orElseThrow(), COMPILER);
    }

    /** The project. */
    static List<DefinitionFile> files() {
        return List.of(
                file("project", "project: shop\ndefaults: {source: %s}\n".formatted(SOURCE)),
                file("source", """
                        source: %s
                        kind: events
                        schema: {event_id: string, user_id: string, event_time: timestamp, amount: double}
                        event_time: event_time
                        event_id: event_id
                        stream: {topic: %s_raw, format: json}
                        partition_by: [user_id]
                        allowed_lateness: 1 minute
                        idle_after: 1 second
                        """.formatted(SOURCE, SOURCE)),
                file("clicks", """
                        feature: clicks
                        entity: user_id
                        window: 7 days
                        update: event
                        serving: {online: true, offline: true}
                        """),
                file("spend", """
                        feature: spend
                        entity: user_id
                        window: 7 days
                        update: event
                        aggregation: sum
                        value: amount
                        serving: {online: true, offline: true}
                        """),
                file("view", "view: %s\nentity: user_id\nfeatures: [clicks, spend]\n".formatted(VIEW)));
    }

    private static DefinitionFile file(String name, String text) {
        return new DefinitionFile(name + ".yaml", text);
    }

    /** The next record of the log as the accept app writes it: of a user, at an event time, with an amount in cents. */
    byte[] logged(int user, long time, int cents) {
        String key = "user-%06d".formatted(user);
        String id = "e" + offset;
        Object[] row = {id, key, time, cents / 100.0};
        Stamped stamped = Stamped.event(
                new Stamp(0, offset, time, time), time, id, key.getBytes(StandardCharsets.UTF_8), codec.encode(row));
        offset++;
        return new LogRecord(0, LogRecord.FIRST, Verdict.ACCEPTED, List.of(), stamped).encoded();
    }

    /** How many there were. */
    long logged() {
        return offset;
    }
}
