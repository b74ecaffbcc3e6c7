package io.sluice.activities.ingest.mend;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a value that somebody's code gave is one of a type, in the kernel's conventions, all the way down. */
final class Fitting {
    /** Years 1 to 9999, the range in which dates and instants mean the same everywhere. */
    private static final long FIRST_DAY = -719_162;

    private static final long LAST_DAY = 2_932_896;
    private static final long DAY_MILLIS = 86_400_000;

    private Fitting() {}

    static boolean fits(DataType type, @Nullable Object value) {
        return value == null
                || switch (type.kind()) {
                    case BOOLEAN -> value instanceof Boolean;
                    case INT -> value instanceof Integer;
                    case BIGINT -> value instanceof Long;
                    case DOUBLE -> value instanceof Double;
                    case STRING -> value instanceof String;
                    case BINARY -> value instanceof byte[];
                    case DATE -> value instanceof Integer day && day >= FIRST_DAY && day <= LAST_DAY;
                    case TIMESTAMP -> value instanceof Long millis && isInstant(millis);
                    case DECIMAL -> value instanceof BigDecimal decimal && fits(type, decimal);
                    case ARRAY ->
                        value instanceof List<?> list && all(requireNonNull(type.element(), "element is null"), list);
                    case VECTOR ->
                        value instanceof List<?> list && list.size() == type.precision() && all(DataType.DOUBLE, list);
                    case STRUCT -> value instanceof List<?> list && fields(type.fields(), list);
                };
    }

    private static boolean isInstant(long millis) {
        long day = Math.floorDiv(millis, DAY_MILLIS);
        return day >= FIRST_DAY && day <= LAST_DAY;
    }

    /** Nothing is rounded. */
    private static boolean fits(DataType type, BigDecimal value) {
        BigDecimal plain = value.stripTrailingZeros();
        return plain.scale() <= type.scale() && plain.precision() - plain.scale() <= type.precision() - type.scale();
    }

    private static boolean all(DataType element, List<?> values) {
        return values.stream().allMatch(value -> fits(element, value));
    }

    private static boolean fields(List<Column> fields, List<?> values) {
        if (values.size() != fields.size()) {
            return false;
        }
        for (int i = 0; i < fields.size(); i++) {
            if (!fits(fields.get(i).type(), values.get(i))) {
                return false;
            }
        }
        return true;
    }
}
