package io.sluice.definitions.accept;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rule that every source has: a double is a number below 10^18 in size. Source: contract §4. */
public final class NumberRange implements RowRules {
    /** The id of the rule, as in a batch. */
    public static final String ID = "number_range";

    private static final double LIMIT = 1e18;

    private final int[] doubles;

    public NumberRange(List<Column> schema) {
        doubles = java.util.stream.IntStream.range(0, schema.size())
                .filter(i -> schema.get(i).type().kind() == DataType.Kind.DOUBLE)
                .toArray();
    }

    @Override
    public List<String> violations(@Nullable Object[] columns) {
        for (int column : doubles) {
            Object value = columns[column];
            if (value != null && !(Math.abs((Double) value) < LIMIT)) {
                return List.of(ID);
            }
        }
        return List.of();
    }
}
