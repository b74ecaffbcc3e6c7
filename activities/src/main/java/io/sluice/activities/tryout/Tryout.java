package io.sluice.activities.tryout;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.expression.CompiledInputs;
import io.sluice.activities.tryout.TypedEvents.Typed;
import io.sluice.definitions.aggregation.ResultOverflowException;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.SourcePlan;
import io.sluice.definitions.changepoint.evaluate.EntityEvaluator;
import io.sluice.definitions.changepoint.naive.NaiveEvaluator;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.online.EntityKey;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Computes the change points of a view from local files, all in memory. Duplicates, order and values are those of contract §3;
 * lateness is not judged, since a file has no arrival.
 */
public final class Tryout {
    private final ViewPlan plan;
    private final ExpressionCompiler compiler;
    private final List<String> problems = new ArrayList<>();
    private final Map<List<Object>, List<Arrived>> entities = new LinkedHashMap<>();
    private long taken;
    private long duplicates;
    private long nobodys;

    private record Arrived(long arrival, int source, SourceRow row, byte[] id) {}

    private Tryout(ViewPlan plan, ExpressionCompiler compiler) {
        this.plan = requireNonNull(plan, "plan is null");
        this.compiler = requireNonNull(compiler, "compiler is null");
    }

    /**
     * The change points, those at which windows empty included, and the values at instants.
     *
     * @param files by source; a source without a file has no rows
     * @param instants at which values are wanted; none: the change points are
     * @param wanted which entities, by their key values
     * @throws IllegalArgumentException with a sentence when a file cannot be read at all
     */
    public static Tried run(
            ViewPlan plan,
            Map<String, Path> files,
            List<Instant> instants,
            Predicate<List<Object>> wanted,
            ExpressionCompiler compiler) {
        Tryout tryout = new Tryout(plan, compiler);
        for (int i = 0; i < plan.sources().size(); i++) {
            Path file = files.get(plan.sources().get(i).source().name());
            if (file != null) {
                tryout.read(i, file);
            }
        }
        return tryout.evaluate(instants, wanted);
    }

    private void read(int index, Path file) {
        SourcePlan from = plan.sources().get(index);
        Source source = from.source();
        String name = String.valueOf(file.getFileName());
        List<Typed> typed = new TypedEvents(source, name, compiler, problems).typed(EventFile.read(file, source));
        CompiledInputs inputs = new CompiledInputs(from, compiler);
        for (Typed event : distinct(source, name, typed)) {
            List<@Nullable Object> key = values(source, plan.entity().keys(), event);
            if (source.cutover() != null
                    && event.eventTime() >= source.cutover().toEpochMilli()) {
                problem(name, event, "at or after the cutover, files do not count from there on");
            } else if (key.contains(null)) {
                nobodys++;
            } else {
                SourceRow row = inputs.row(event.eventTime(), event.eventId(), event.columns());
                long arrival = event.eventTime() + source.delay().toMillis();
                taken++;
                entities.computeIfAbsent(List.copyOf(key), any -> new ArrayList<>())
                        .add(new Arrived(arrival, index, row, event.eventId().getBytes(StandardCharsets.UTF_8)));
            }
        }
    }

    /** Of one identity the least content stays; the same content again is a duplicate. */
    private List<Typed> distinct(Source source, String name, List<Typed> events) {
        List<Column> keys = source.partitionBy().stream()
                .map(column -> source.column(column).orElseThrow())
                .toList();
        Map<List<@Nullable Object>, Typed> kept = new LinkedHashMap<>();
        Map<List<@Nullable Object>, Typed> seen = new HashMap<>();
        for (Typed event : events) {
            List<@Nullable Object> identity = values(source, keys, event);
            identity.add(event.eventId());
            identity.add(event.eventTime());
            List<@Nullable Object> payload = new ArrayList<>(identity);
            payload.add(event.content());
            if (seen.putIfAbsent(payload, event) != null) {
                duplicates++;
                continue;
            }
            Typed other = kept.get(identity);
            if (other == null) {
                kept.put(identity, event);
                continue;
            }
            boolean less = event.content().compareTo(other.content()) < 0;
            problem(name, less ? other : event, "another row with the same identity and other content stays");
            kept.put(identity, less ? event : other);
        }
        return new ArrayList<>(kept.values());
    }

    private static List<@Nullable Object> values(Source source, List<Column> columns, Typed event) {
        List<@Nullable Object> values = new ArrayList<>();
        for (Column column : columns) {
            int index = source.schema().stream().map(Column::name).toList().indexOf(column.name());
            values.add(index < 0 ? null : event.columns()[index]);
        }
        return values;
    }

    private void problem(String file, Typed event, String sentence) {
        problems.add("%s:%d: %s".formatted(file, event.line(), sentence));
    }

    private Tried evaluate(List<Instant> instants, Predicate<List<Object>> wanted) {
        List<TriedEntity> tried = new ArrayList<>();
        List<List<Object>> unfit = new ArrayList<>();
        entities.forEach((key, rows) -> {
            if (wanted.test(key)) {
                try {
                    List<ChangePoint> points = instants.isEmpty() ? points(rows) : List.of();
                    tried.add(new TriedEntity(key, points, at(rows, instants)));
                } catch (MisfitException | ResultOverflowException e) {
                    unfit.add(key);
                    problems.add("entity %s: %s"
                            .formatted(
                                    EntityKey.of(plan.entity().keys(), key)
                                            .entityId(plan.entity().keys()),
                                    e.getMessage()));
                }
            }
        });
        return new Tried(plan, tried, unfit, problems, taken, duplicates, nobodys);
    }

    private List<ChangePoint> points(List<Arrived> rows) {
        EntityEvaluator evaluator = new EntityEvaluator(plan, MisfitException.THROWN);
        List<ChangePoint> points = new ArrayList<>();
        rows.sort(Comparator.comparingLong(Arrived::arrival)
                .thenComparingInt(Arrived::source)
                .thenComparing(Arrived::id, Arrays::compareUnsigned));
        rows.forEach(row -> evaluator.add(row.source(), row.row(), points::add));
        evaluator.advanceTo(Long.MAX_VALUE - 1, points::add);
        return points;
    }

    private List<ChangePoint> at(List<Arrived> rows, List<Instant> instants) {
        List<List<SourceRow>> bySource = new ArrayList<>();
        for (int i = 0; i < plan.sources().size(); i++) {
            int source = i;
            bySource.add(rows.stream()
                    .filter(row -> row.source() == source)
                    .map(Arrived::row)
                    .toList());
        }
        return instants.stream()
                .map(instant -> NaiveEvaluator.valuesAt(plan, bySource, instant.toEpochMilli()))
                .toList();
    }
}
