package io.sluice.quality.table;

import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.NotEvaluatedException;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.form.RowCounting;
import io.sluice.quality.known.KnownTable;
import io.sluice.quality.measure.Measure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The expectation that there are as many rows as another table has certified ones. */
public final class OtherTableRowCount implements ExpectationType {
    @Override
    public String type() {
        return "expect_table_row_count_to_equal_other_table";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(Parameter.required("other_table_name", Parameter.Kind.TEXT));
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        String name = arguments.text("other_table_name");
        KnownTable other = arguments
                .surroundings()
                .table(name)
                .orElseThrow(() -> new NotEvaluatedException("there is no table " + name + " with certified rows"));
        return new CompiledExpectation(
                List.of(Measure.count(arguments.condition())),
                values -> judge(RowCounting.count(values, 0), other.rows().count(), name, other.pinned()),
                null,
                "there are as many rows as in " + name);
    }

    private static Judgement judge(long rows, long others, String name, String pinned) {
        Map<String, Object> observed = new LinkedHashMap<>();
        observed.put("self", rows);
        observed.put("other", others);
        return new Judgement(
                rows == others,
                null,
                observed,
                Map.of(KnownTable.DETAIL, pinned),
                "the number of rows is " + Phrases.whole(rows) + ", in " + name + " " + Phrases.whole(others));
    }
}
