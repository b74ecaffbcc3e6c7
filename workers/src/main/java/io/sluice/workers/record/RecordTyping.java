package io.sluice.workers.record;

import io.sluice.activities.typing.CanonicalRow;
import io.sluice.activities.typing.EventIds;
import io.sluice.definitions.accept.NumberRange;
import io.sluice.definitions.accept.RowRules;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.online.EntityKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the event time, id and key of a row, and what is wrong with it, by the rules of the batch lane (contract §2, §3). */
public final class RecordTyping {
    /** A value that is not of its declared type. */
    public static final String COLUMN_TYPE = "column_type";

    /** Begins the key of a record that has a NULL in it; no entity's key begins so. */
    private static final String WITH_NULL = "~";

    private final Source source;
    private final List<RowRules> rules;
    private final int eventTime;
    private final List<Column> idColumns;
    private final List<Column> keyColumns;

    /** Takes the rules of the source's own rows; the rule that every source has is added. */
    public RecordTyping(Source source, RowRules rules) {
        this.source = source;
        this.rules = List.of(new NumberRange(source.schema()), rules);
        this.idColumns = columns(source.eventId().columns());
        this.keyColumns = columns(source.partitionBy());
        this.eventTime = ordinal(columns(List.of(source.eventTime())).get(0));
    }

    /**
     * A row, read from this place of the source topic.
     *
     * @param partition of the source topic
     */
    public TypedRecord typed(ReadRow row, int partition, long offset) {
        @Nullable Object[] values = row.values();
        List<String> violations = new ArrayList<>();
        if (!row.unfit().isEmpty()) {
            violations.add(COLUMN_TYPE);
        }
        Long time = (Long) values[eventTime];
        if (time == null) {
            violations.add(Stamped.EVENT_TIME_MISSING);
        }
        rules.forEach(each -> violations.addAll(each.violations(values)));
        return new TypedRecord(time, id(values, partition, offset), key(values), values, violations);
    }

    private String id(@Nullable Object[] values, int partition, long offset) {
        return switch (source.eventId().kind()) {
            case COLUMNS -> EventIds.text(idColumns, of(idColumns, values));
            case CONTENT -> CanonicalRow.hash(source.schema(), values);
            case POSITION -> "%010d/%019d".formatted(partition, offset);
        };
    }

    private String key(@Nullable Object[] values) {
        @Nullable Object[] key = of(keyColumns, values);
        boolean entity = Arrays.stream(key).allMatch(Objects::nonNull)
                && keyColumns.stream().map(Column::type).allMatch(EntityKey::canBeKey);
        return entity
                ? EntityKey.of(keyColumns, Arrays.asList(key)).encoded()
                : WITH_NULL + EventIds.text(keyColumns, key);
    }

    private @Nullable Object[] of(List<Column> wanted, @Nullable Object[] values) {
        return wanted.stream().map(column -> values[ordinal(column)]).toArray();
    }

    private int ordinal(Column column) {
        return source.schema().indexOf(column);
    }

    private List<Column> columns(List<String> names) {
        return names.stream()
                .map(name -> source.column(name)
                        .orElseThrow(() -> new IllegalArgumentException(
                                "Invalid source " + source.name() + ": it has no column " + name)))
                .toList();
    }
}
