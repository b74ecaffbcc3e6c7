package io.sluice.quality.measure.pass;

import io.sluice.quality.measure.Measure;
import io.sluice.quality.sql.BatchQuery;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import scala.util.Success;
import scala.util.Try;

/** Rows that a query returns. Takes one measure. */
record QueryPass(List<Measure> measures) implements Pass {
    QueryPass {
        measures = List.copyOf(measures);
    }

    @Override
    public Pass of(List<Measure> fewer) {
        return new QueryPass(fewer);
    }

    @Override
    public void resolve(Dataset<Row> data) {
        rows(data);
    }

    @Override
    public Map<Measure, Try<Object>> run(Dataset<Row> data) {
        return Map.of(measures.get(0), new Success<>(rows(data).count()));
    }

    private Dataset<Row> rows(Dataset<Row> data) {
        Measure.Query query = (Measure.Query) measures.get(0);
        return BatchQuery.rows(data.where(query.where()), query.sql());
    }
}
