package io.sluice.activities.online.values;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.online.ReleasedView;
import io.sluice.activities.online.reader.OnlineEntity;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.changepoint.ViewPlan.SourcePlan;
import io.sluice.definitions.changepoint.naive.NaiveEvaluator;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.online.FeatureReading;
import io.sluice.definitions.online.OnlineStatus;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;
import org.jspecify.annotations.Nullable;

/**
 * The features of one entity recomputed from the trusted rows that a release was made of, by the naive evaluation: an answer
 * that shares neither engine nor view table nor store with the online one. Slow: it reads whole tables.
 */
public final class LakeValues {
    private final Lake lake;
    private final ExpressionCompiler compiler;

    public LakeValues(Lake lake, ExpressionCompiler compiler) {
        this.lake = lake;
        this.compiler = compiler;
    }

    /**
     * What holds for an entity at an instant.
     *
     * @param keys values of the entity's key columns in order, as in {@link SourceRow}
     * @param instant epoch milliseconds, not after the release's {@code certified_through}: later rows are not in it
     */
    public ChangePoint at(ReleasedView release, List<Object> keys, long instant) {
        ViewPlan plan = release.plan();
        List<List<SourceRow>> rows = new ArrayList<>();
        for (SourcePlan source : plan.sources()) {
            rows.add(lake.attempt(() -> rows(release, source, keys, instant)));
        }
        return NaiveEvaluator.valuesAt(plan, rows, instant);
    }

    /** Compares what was read online with what holds in the lake at an instant, feature by feature. */
    public List<Compared> compare(ReleasedView release, OnlineEntity online, long instant) {
        ChangePoint lake = at(release, keys(online.key()), instant);
        List<Compared> compared = new ArrayList<>();
        for (int i = 0; i < release.plan().features().size(); i++) {
            FeaturePlan feature = release.plan().features().get(i);
            String name = feature.feature().name();
            FeatureReading reading = online.record(name)
                    .orElseThrow(() -> new IllegalStateException("Missing feature online: " + name))
                    .reading();
            Object value = lake.values()[i];
            // what has been empty since an earlier month is not in the store: its value is the policy's, its timestamp
            // forgotten
            boolean sameTime = reading.status() == OnlineStatus.MISSING || reading.timestamp() == lake.timestamps()[i];
            boolean equal = sameTime && sameValue(reading.value(), value);
            compared.add(new Compared(name, feature.type(), reading.value(), value, equal));
        }
        return compared;
    }

    /** Key values in the form of rows. */
    private static List<Object> keys(EntityKey key) {
        return key.values().stream()
                .map(part -> part.kind() == DataType.Kind.BINARY
                        ? Base64.getUrlDecoder().decode((String) part.value())
                        : part.value())
                .toList();
    }

    /** Decimals may differ in their trailing zeros. */
    private static boolean sameValue(@Nullable Object left, @Nullable Object right) {
        return left instanceof BigDecimal a && right instanceof BigDecimal b
                ? a.compareTo(b) == 0
                : Objects.deepEquals(left, right);
    }

    private List<SourceRow> rows(ReleasedView release, SourcePlan source, List<Object> keys, long instant) {
        TableIdentifier name = TableNames.trusted(source.source().name());
        String snapshot = release.snapshots().get(name.toString());
        if (snapshot == null) {
            throw new IllegalStateException("Release %s does not name a snapshot of %s, which it was made of"
                    .formatted(release.release(), name));
        }
        Table table = lake.load(name);
        return new TrustedRows(source, compiler)
                .of(table, Long.parseLong(snapshot), release.plan().entity().keys(), keys, instant);
    }
}
