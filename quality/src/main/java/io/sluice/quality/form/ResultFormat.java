package io.sluice.quality.form;

import io.sluice.definitions.name.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much a result says beside its success, as Great Expectations' {@code result_format} means it. Two bounds are our
 * own: nothing lists more than {@value #MOST} rows, and values of columns that identify people are never listed.
 *
 * @param partial how many values the partial lists hold, 0 to {@value #MOST}
 * @param rows whether whole rows that fail are listed
 * @param indexColumns columns that say which rows fail; empty: nothing does
 * @param values whether the values that fail are listed
 */
public record ResultFormat(Level level, int partial, boolean rows, List<String> indexColumns, boolean values) {
    /** How many rows anything lists at most. */
    public static final int MOST = 20;

    /** The parameter that says it. */
    public static final String PARAMETER = "result_format";

    /** What Great Expectations does by itself. */
    public static final ResultFormat DEFAULT = new ResultFormat(Level.SUMMARY, MOST, false, List.of(), true);

    private static final String PARTIAL = "partial_unexpected_count";
    private static final String ROWS = "include_unexpected_rows";
    private static final String INDEX = "unexpected_index_column_names";
    private static final String EXCLUDE = "exclude_unexpected_values";
    private static final List<String> FLAGS =
            List.of(ROWS, EXCLUDE, "return_unexpected_index_query", "map_expectation_unexpected_rows_as_dict");
    private static final List<String> KEYS = List.of(
            PARAMETER,
            PARTIAL,
            INDEX,
            ROWS,
            EXCLUDE,
            "return_unexpected_index_query",
            "map_expectation_unexpected_rows_as_dict");

    /** From least to most. */
    public enum Level {
        BOOLEAN_ONLY,
        BASIC,
        SUMMARY,
        COMPLETE
    }

    public ResultFormat {
        indexColumns = List.copyOf(indexColumns);
    }

    /** The format of an expectation with these arguments, which were checked. */
    public static ResultFormat of(Map<String, Object> arguments) {
        Object written = arguments.get(PARAMETER);
        if (written instanceof Map<?, ?> map) {
            boolean all = map.get(INDEX) == null;
            return new ResultFormat(
                    Level.valueOf(String.valueOf(map.get(PARAMETER))),
                    map.get(PARTIAL) instanceof Number count ? Math.min(MOST, count.intValue()) : MOST,
                    Boolean.TRUE.equals(map.get(ROWS)),
                    all ? List.of() : names(map.get(INDEX)),
                    !Boolean.TRUE.equals(map.get(EXCLUDE)));
        }
        return written == null ? DEFAULT : DEFAULT.at(Level.valueOf(written.toString()));
    }

    /** The same at another level. */
    public ResultFormat at(Level other) {
        return new ResultFormat(other, partial, rows, indexColumns, values);
    }

    /** Whether the result says at least as much as at a level. */
    public boolean isAtLeast(Level other) {
        return level.compareTo(other) >= 0;
    }

    /** How many failing rows have to be looked at, 0 to {@value #MOST}. */
    public int sampled() {
        if (level == Level.BOOLEAN_ONLY || !values && !rows && indexColumns.isEmpty()) {
            return 0;
        }
        return level == Level.COMPLETE ? MOST : partial;
    }

    /** What is wrong with a written format, as ends of sentences. */
    public static List<String> problems(Object written, Columns columns) {
        if (!(written instanceof Map<?, ?> map)) {
            return level(written);
        }
        List<String> problems = new ArrayList<>();
        for (Object key : map.keySet()) {
            if (!KEYS.contains(key)) {
                problems.add("has an unknown key " + key + Nearest.hint(String.valueOf(key), KEYS));
            }
        }
        problems.addAll(level(map.get(PARAMETER)));
        for (String flag : FLAGS) {
            if (map.get(flag) != null && !(map.get(flag) instanceof Boolean)) {
                problems.add(flag + " must be true or false, not " + map.get(flag));
            }
        }
        boolean counted = map.get(PARTIAL) == null
                || (map.get(PARTIAL) instanceof Integer || map.get(PARTIAL) instanceof Long)
                        && ((Number) map.get(PARTIAL)).longValue() >= 0;
        if (!counted) {
            problems.add(PARTIAL + " must be a whole number from 0, not " + map.get(PARTIAL));
        }
        problems.addAll(index(map.get(INDEX), columns));
        return problems;
    }

    private static List<String> level(@Nullable Object written) {
        List<String> levels = Arrays.stream(Level.values()).map(Level::name).toList();
        if (written == null) {
            return List.of("needs the key " + PARAMETER + ": one of " + String.join(", ", levels));
        }
        String word = written.toString();
        return levels.contains(word)
                ? List.of()
                : List.of("must be one of " + String.join(", ", levels) + ", not " + word + Nearest.hint(word, levels));
    }

    private static List<String> index(@Nullable Object written, Columns columns) {
        if (written == null) {
            return List.of();
        }
        return written instanceof List<?>
                ? names(written).stream()
                        .filter(name -> columns.find(name).isEmpty())
                        .map(name -> INDEX + " names a column that does not exist: " + name
                                + Nearest.hint(name, columns.names()))
                        .toList()
                : List.of(INDEX + " must be a list of names of columns, not " + written);
    }

    private static List<String> names(@Nullable Object written) {
        return written instanceof List<?> list
                ? list.stream().map(String::valueOf).distinct().toList()
                : List.of();
    }
}
