package io.sluice.activities.online.values;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.online.ReleasedView;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.NaiveEvaluator;
import io.sluice.definitions.changepoint.SourceRow;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.SourcePlan;
import io.sluice.definitions.expression.ExpressionCompiler;
import java.util.ArrayList;
import java.util.List;
import org.apache.iceberg.Table;
import org.apache.iceberg.catalog.TableIdentifier;

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
