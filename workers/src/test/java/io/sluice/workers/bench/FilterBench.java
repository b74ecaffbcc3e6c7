package io.sluice.workers.bench;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.definitions.expression.CompiledExpression;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.workers.bench.Rounds.Side;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * P11: the two filters of {@code user_clicks_7d} (contract §2), compiled, on rows as the kernel has them: a String is converted
 * for each. The rows fit into the cache, like one that was just decoded.
 */
@Tag("bench")
final class FilterBench {
    private static final List<Column> COLUMNS = List.of(
            new Column("user_id", DataType.STRING),
            new Column("event_time", DataType.TIMESTAMP),
            new Column("event_type", DataType.STRING),
            new Column("is_bot", DataType.BOOLEAN));
    private static final String[] TYPES = {"click", "click", "view", "buy", "click_through"};
    private static final int ROWS = 1 << 14;

    private final Scale scale = Scale.asked();
    private final @Nullable Object[][] rows = rows();
    private final int passes = Math.max(1, scale.of(40_000_000) / ROWS);

    @Test
    void filtersRows() {
        ExpressionCompiler compiler = new CatalystExpressionCompiler();
        CompiledExpression click = compiler.compile("event_type = 'click'", COLUMNS);
        CompiledExpression human = compiler.compile("is_bot = false", COLUMNS);

        Map<String, Times> times = new Rounds(2, 7)
                .run(List.of(
                        side("compiled", row -> isTrue(click, row) && isTrue(human, row)),
                        side("by hand", row -> "click".equals(row[2]) && Boolean.FALSE.equals(row[3]))));

        long count = (long) passes * ROWS;
        Times compiled = times.get("compiled");
        ResultsFile.report(
                scale,
                new Bar(
                        "P11",
                        "compiled filters of `user_clicks_7d`, one core; hand-written Java: "
                                + times.get("by hand").inMillions(count, "rows"),
                        "≥ 20 million rows/s per core",
                        compiled.inMillions(count, "rows"),
                        count / compiled.seconds() / 20e6));
    }

    private static boolean isTrue(CompiledExpression filter, @Nullable Object[] row) {
        return Boolean.TRUE.equals(filter.evaluate(row));
    }

    private Side side(String name, Predicate<@Nullable Object[]> filter) {
        return new Side(name, "filter", () -> {
            long kept = 0;
            for (int pass = 0; pass < passes; pass++) {
                for (@Nullable Object[] row : rows) {
                    if (filter.test(row)) {
                        kept++;
                    }
                }
            }
            long count = kept;
            return () -> count;
        });
    }

    private static @Nullable Object[][] rows() {
        Random random = new Random(11);
        @Nullable Object[][] rows = new Object[ROWS][];
        for (int i = 0; i < ROWS; i++) {
            // A decoder makes a String of its own for every row.
            String type =
                    random.nextInt(50) == 0 ? null : new String(TYPES[random.nextInt(TYPES.length)].toCharArray());
            Boolean bot = random.nextInt(50) == 0 ? null : (Boolean) (random.nextInt(10) == 0);
            rows[i] = new Object[] {"u" + random.nextInt(100_000), 1_767_225_600_000L + i, type, bot};
        }
        return rows;
    }
}
