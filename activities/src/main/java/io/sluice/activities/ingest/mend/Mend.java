package io.sluice.activities.ingest.mend;

import io.sluice.definitions.model.Source;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** One patch or fixer, applied to typed rows. */
sealed interface Mend permits PatchMend, FixerMend {
    /** The columns that it may change. */
    List<String> touches();

    /**
     * The rows with changed values in these columns.
     *
     * @param typed rows as {@link io.sluice.activities.ingest.TypedRows} makes them: declared columns and what was received
     */
    Dataset<Row> of(Dataset<Row> typed, Source source);

    /** What it does; another text does something else. */
    String text();
}
