package io.sluice.activities.training;

import io.sluice.activities.spark.RowValues;
import io.sluice.activities.spark.SparkTypes;
import io.sluice.activities.training.join.AsOfJoin;
import io.sluice.activities.training.join.Past;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.NullFill;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.changepoint.ViewPlan.Input;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.online.SlotCodec;
import io.sluice.definitions.online.SlotFeature;
import io.sluice.definitions.online.SlotRow;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.jspecify.annotations.Nullable;

/**
 * A slot of a view, as rows of the served archive have it.
 *
 * @param index of its source
 * @param name of its source
 * @param features indexes into the view's features
 * @param plans of those
 */
record ServedSlot(int index, String name, List<Integer> features, List<FeaturePlan> plans) implements Serializable {
    static List<ServedSlot> of(ViewPlan plan) {
        List<ServedSlot> slots = new ArrayList<>();
        for (int i = 0; i < plan.sources().size(); i++) {
            List<Integer> features =
                    plan.sources().get(i).inputs().stream().map(Input::feature).toList();
            slots.add(new ServedSlot(
                    i,
                    plan.sources().get(i).source().name(),
                    features,
                    features.stream().map(plan.features()::get).toList()));
        }
        return slots;
    }

    /** The value and the timestamp (epoch milliseconds) of each feature, one after the other. */
    List<Column> values() {
        List<Column> values = new ArrayList<>();
        for (int i = 0; i < plans.size(); i++) {
            values.add(new Column("_s" + index + "_" + i, plans.get(i).type()));
            values.add(new Column("_t" + index + "_" + i, DataType.BIGINT));
        }
        return values;
    }

    /** Null policies and no timestamps. */
    @Nullable
    Object[] defaults() {
        @Nullable Object[] defaults = new Object[2 * plans.size()];
        for (int i = 0; i < plans.size(); i++) {
            FeaturePlan feature = plans.get(i);
            defaults[2 * i] = NullFill.value(feature.feature().nullPolicy(), feature.type());
            defaults[2 * i + 1] = ChangePoint.NEVER;
        }
        return defaults;
    }

    /** Keys, generation, instant, version, values. */
    StructType schema(List<Column> keys) {
        StructType schema = new StructType();
        for (int i = 0; i < keys.size(); i++) {
            schema = schema.add(AsOfJoin.tuple(i), SparkTypes.of(keys.get(i).type()), true);
        }
        schema = schema.add(AsOfJoin.tuple(keys.size()), DataTypes.StringType, true)
                .add(AsOfJoin.AT, DataTypes.LongType, true)
                .add(Past.MAJOR, DataTypes.LongType, true)
                .add(Past.MINOR, DataTypes.LongType, true);
        for (Column value : values()) {
            schema = schema.add(value.name(), SparkTypes.of(value.type()), true);
        }
        return schema;
    }

    /** From entity, generation, instant, major, minor and packed row. */
    MapPartitionsFunction<Row, Row> decoding(List<Column> keys, String definition) {
        List<Column> copy = List.copyOf(keys);
        return rows -> {
            SlotCodec codec = new SlotCodec(plans.stream()
                    .map(feature -> new SlotFeature(feature.feature().name(), feature.type()))
                    .toList());
            return new Iterator<>() {
                @Override
                public boolean hasNext() {
                    return rows.hasNext();
                }

                @Override
                public Row next() {
                    return decoded(codec, copy, definition, rows.next());
                }
            };
        };
    }

    private Row decoded(SlotCodec codec, List<Column> keys, String definition, Row write) {
        EntityKey entity = EntityKey.decode(write.getString(0));
        List<@Nullable Object> row = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            DataType type = keys.get(i).type();
            Object value = entity.values().get(i).value();
            row.add(RowValues.toSpark(
                    type,
                    type.kind() == DataType.Kind.BINARY ? Base64.getUrlDecoder().decode((String) value) : value));
        }
        row.add(LiveGenerations.name(definition, write.getLong(1)));
        row.add(write.getLong(2));
        row.add(write.getLong(3));
        row.add(write.getLong(4));
        byte[] packed = write.getAs(5);
        if (packed.length == 0) {
            ended(row);
        } else {
            SlotRow values = codec.decode(packed);
            for (int i = 0; i < plans.size(); i++) {
                row.add(RowValues.toSpark(plans.get(i).type(), values.values()[i]));
                row.add(values.timestamps()[i]);
            }
        }
        return RowFactory.create(row.toArray());
    }

    /** Nothing is packed where the values ended. */
    private void ended(List<@Nullable Object> row) {
        @Nullable Object[] defaults = defaults();
        for (int i = 0; i < plans.size(); i++) {
            row.add(RowValues.toSpark(plans.get(i).type(), defaults[2 * i]));
            row.add(defaults[2 * i + 1]);
        }
    }
}
