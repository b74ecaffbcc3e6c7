package io.sluice.quality.measure.pass;

import io.sluice.quality.measure.Measure;
import io.sluice.quality.sql.Names;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import scala.util.Success;
import scala.util.Try;

/** Rows without a partner. Takes one measure. */
record JoinPass(List<Measure> measures) implements Pass {
    private static final String OURS = "sluice_left_";
    private static final String THEIRS = "sluice_right_";

    JoinPass {
        measures = List.copyOf(measures);
    }

    @Override
    public Pass of(List<Measure> fewer) {
        return new JoinPass(fewer);
    }

    @Override
    public void resolve(Dataset<Row> data) {
        strangers(data);
    }

    @Override
    public Map<Measure, Try<Object>> run(Dataset<Row> data) {
        return Map.of(measures.get(0), new Success<>(strangers(data).count()));
    }

    private Dataset<Row> strangers(Dataset<Row> data) {
        Measure.Strangers wanted = (Measure.Strangers) measures.get(0);
        Dataset<Row> ours = data.where(wanted.where()).select(renamed(wanted.columns(), OURS));
        Dataset<Row> theirs = wanted.others().select(renamed(wanted.otherColumns(), THEIRS));
        Column partner = functions.lit(true);
        for (int i = 0; i < wanted.columns().size(); i++) {
            partner = partner.and(functions.col(OURS + i).equalTo(functions.col(THEIRS + i)));
        }
        return ours.join(theirs, partner, "left_anti");
    }

    private static Column[] renamed(List<String> names, String prefix) {
        List<Column> columns = new ArrayList<>();
        for (String name : names) {
            columns.add(functions.col(Names.quoted(name)).as(prefix + columns.size()));
        }
        return columns.toArray(Column[]::new);
    }
}
