package io.sluice.activities.ingest.mend;

import static java.util.Objects.requireNonNull;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.array_compact;
import static org.apache.spark.sql.functions.array_except;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.when;

import io.sluice.activities.fixer.Fixer;
import io.sluice.activities.ingest.StagingColumns;
import io.sluice.activities.typing.Typing;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.Patch;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/**
 * Patches and fixers in the order in which people decided on them, applied to the typed rows of a delivery before anything is checked: as
 * many rows as before, with the same columns. A value that they give counts as one that could be read.
 */
public final class Mending {
    /** Nothing is applied. */
    public static final Mending NONE = new Mending(List.of());

    private final List<Mend> mends;

    private Mending(List<Mend> mends) {
        this.mends = List.copyOf(mends);
    }

    /** These and then a patch. */
    public Mending with(Patch patch) {
        return with(new PatchMend(patch));
    }

    /** These and then a fixer, under the name that the project gives it. */
    public Mending with(String name, Fixer fixer) {
        return with(new FixerMend(requireNonNull(name, "name is null"), requireNonNull(fixer, "fixer is null")));
    }

    private Mending with(Mend mend) {
        List<Mend> more = new ArrayList<>(mends);
        more.add(mend);
        return new Mending(more);
    }

    /** The rows mended; declared columns and those of {@link StagingColumns} keep their names and types. */
    public Dataset<Row> of(Dataset<Row> typed, Source source) {
        Dataset<Row> mended = typed;
        for (Mend mend : mends) {
            mended = mend.of(mended, source)
                    .withColumn(StagingColumns.UNFIT, array_except(col(StagingColumns.UNFIT), given(mend)));
        }
        return mended;
    }

    private static Column given(Mend mend) {
        return array_compact(array(mend.touches().stream()
                        .map(name -> when(Typing.quoted(name).isNotNull(), name))
                        .toArray(Column[]::new)))
                .cast("array<string>");
    }

    /** What they do, for telling one staging from another. */
    public List<String> texts() {
        return mends.stream().map(Mend::text).toList();
    }
}
