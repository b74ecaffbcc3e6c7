package io.sluice.workers.slot;

import io.sluice.activities.expression.CompiledInputs;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.RowCodec;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.slot.EntityRow;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Records of the log as a view sees them: the entity, the filters and the values. Not thread-safe. */
public final class EntityRows {
    private final RowCodec codec;
    private final CompiledInputs inputs;
    private final List<Column> keys;
    private final int[] ordinals;

    /** Takes the index of the stream among the plan's sources. */
    public EntityRows(ViewPlan plan, int source, ExpressionCompiler compiler) {
        Source of = plan.sources().get(source).source();
        this.codec = new RowCodec(of.schema());
        this.inputs = new CompiledInputs(plan.sources().get(source), compiler);
        this.keys = plan.entity().keys();
        this.ordinals = keys.stream()
                .mapToInt(key -> of.schema().indexOf(of.column(key.name()).orElseThrow()))
                .toArray();
        // Code is generated at the first row, and that takes longer than a task may.
        inputs.row(0, "", new Object[of.schema().size()]);
    }

    /** The columns of a record that counts; null for any other. */
    @Nullable
    Object @Nullable [] columns(LogRecord record) {
        return record.verdict().counts() ? codec.decode(record.stamped().row()) : null;
    }

    /** The row of a record whatever was decided of it; empty where its key names no entity. */
    public Optional<EntityRow> whatever(LogRecord record) {
        return of(record, codec.decode(record.stamped().row()));
    }

    /** The row of a record that counts, out of its columns; empty for any other, and for one whose key names no entity. */
    Optional<EntityRow> of(LogRecord record, @Nullable Object @Nullable [] columns) {
        if (columns == null) {
            return Optional.empty();
        }
        Stamped stamped = record.stamped();
        return of(stamped.eventTime(), stamped.eventId(), columns);
    }

    /** The row of an event that counts; empty for one whose key names no entity. */
    public Optional<EntityRow> of(long eventTime, String eventId, @Nullable Object[] columns) {
        List<Object> key = new ArrayList<>(ordinals.length);
        for (int ordinal : ordinals) {
            Object value = columns[ordinal];
            if (value == null) {
                return Optional.empty();
            }
            key.add(value);
        }
        return Optional.of(new EntityRow(EntityKey.of(keys, key).encoded(), inputs.row(eventTime, eventId, columns)));
    }
}
