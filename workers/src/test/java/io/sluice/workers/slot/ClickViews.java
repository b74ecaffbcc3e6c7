package io.sluice.workers.slot;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.RowCodec;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlans;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Project;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.reading.ProjectParser;
import io.sluice.definitions.slot.EntityRow;
import io.sluice.workers.broker.Clicks;
import io.sluice.workers.topic.LogPartitions;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** A view of users over their clicks: windows of both modes, filters, a latest value. */
public final class ClickViews {
    public static final ExpressionCompiler COMPILER = new CatalystExpressionCompiler();
    public static final String VIEW = "activity";

    private ClickViews() {}

    /** The view over a source of this name. */
    static ViewPlan plan(String source) {
        return plan(files(source, "raw"));
    }

    /** The view of types of clicks over a source of this name, whose log is partitioned by user. */
    static ViewPlan byType(String source) {
        return plan(byType(files(source, "raw")));
    }

    /** The same project with a view of another entity than the log is partitioned by. */
    public static List<DefinitionFile> byType(List<DefinitionFile> files) {
        return files.stream()
                .map(file ->
                        new DefinitionFile(file.path(), file.text().replace("entity: user_id", "entity: event_type")))
                .toList();
    }

    /** The same project with history in files before the first of the tests' clicks. */
    public static List<DefinitionFile> withHistory(List<DefinitionFile> files) {
        String history = "partition_by: [user_id]\nbatch: {format: csv, path: /clicks, partition: month}\ncutover: "
                + Instant.ofEpochMilli(Clicks.START);
        return files.stream()
                .map(file -> new DefinitionFile(file.path(), file.text().replace("partition_by: [user_id]", history)))
                .toList();
    }

    /** The same project with a second view, {@code types}, of types of clicks: the same features of another entity. */
    public static List<DefinitionFile> withTypes(List<DefinitionFile> files) {
        List<DefinitionFile> both = new ArrayList<>(files);
        both.add(file("type", "entity: event_type\n"));
        files.stream()
                .filter(file ->
                        file.text().startsWith("feature: ") || file.text().startsWith("view: "))
                .map(file -> new DefinitionFile("type_" + file.path(), ofTypes(file.text())))
                .forEach(both::add);
        return both;
    }

    private static String ofTypes(String text) {
        return text.replace("view: " + VIEW, "view: types")
                .replace("entity: user_id", "entity: event_type")
                .replaceAll("amount_20m|clicks_1h|last_amount", "$0_by_type");
    }

    /** Whether an entity of a view that is re-keyed is in a partition. */
    static Predicate<String> in(int partition, int partitions) {
        return entity -> LogPartitions.of(entity.getBytes(StandardCharsets.UTF_8), partitions) == partition;
    }

    /** The view of a project. */
    public static ViewPlan plan(List<DefinitionFile> files) {
        return plan(files, VIEW);
    }

    /** One of several views of a project. */
    public static ViewPlan plan(List<DefinitionFile> files, String view) {
        Project project = ProjectParser.parse(files, COMPILER);
        return ViewPlans.compile(project, project.view(view).orElseThrow(), COMPILER);
    }

    /** A project with the view over a source of this name, which reads a topic. */
    public static List<DefinitionFile> files(String source, String topic) {
        return List.of(
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
                                stream: {topic: %s, format: json}
                                partition_by: [user_id]
                                allowed_lateness: 10 minutes
                                idle_after: 3 seconds
                                """.formatted(source, topic)),
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
                                features: [amount_20m, clicks_1h, last_amount]
                                publish: manual
                                """.formatted(VIEW)));
    }

    /** What the features see of a record, read by hand: their filters and values again, without any compiler. */
    public static Optional<EntityRow> row(ViewPlan plan, LogRecord record) {
        boolean counts = record.verdict() == Verdict.ACCEPTED || record.verdict() == Verdict.ADMIT;
        if (!counts) {
            return Optional.empty();
        }
        Stamped stamped = record.stamped();
        Source source = plan.sources().get(0).source();
        Object[] columns = new RowCodec(source.schema()).decode(stamped.row());
        int key = source.schema()
                .indexOf(source.column(plan.entity().keys().get(0).name()).orElseThrow());
        if (columns[key] == null) {
            return Optional.empty();
        }
        String entity =
                EntityKey.of(plan.entity().keys(), List.of(columns[key])).encoded();
        BigDecimal amount = (BigDecimal) columns[4];
        // amount_20m, clicks_1h, last_amount: by name.
        Object[] values = {amount == null ? null : amount.add(amount), null, amount};
        boolean[] passes = {true, Boolean.FALSE.equals(columns[5]), true};
        return Optional.of(
                new EntityRow(entity, new SourceRow(stamped.eventTime(), stamped.eventId(), passes, values)));
    }

    private static DefinitionFile feature(String source, String name, String rest) {
        return file(name, "feature: %s\nentity: user_id\nsource: %s\n%s".formatted(name, source, rest));
    }

    private static DefinitionFile file(String name, String text) {
        return new DefinitionFile(name + ".yaml", text);
    }
}
