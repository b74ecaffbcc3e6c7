package io.sluice.quality.summary;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.time.Durations;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.NotEvaluatedException;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.measure.Measure;
import io.sluice.quality.sql.Names;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The expectation that the newest time in a column is at most so old when the partition ends (or when the rows were
 * extracted): a delivery that stops early is noticed. Never compared with a clock, so that a backfill of an old partition
 * is judged like the first delivery was. The observed value is the age in seconds.
 */
public final class Freshness implements ExpectationType {
    private static final String END = "partition_end";
    private static final String EXTRACTED = "extraction_time";

    @Override
    public String type() {
        return "expect_column_freshness_to_be_within";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("column", Parameter.Kind.COLUMN),
                Parameter.required("max_age", Parameter.Kind.TEXT),
                Parameter.optional("as_of", List.of(END, EXTRACTED)));
    }

    @Override
    public List<String> problems(Arguments arguments) {
        List<String> problems = new ArrayList<>();
        Column column = arguments.column();
        if (column.type().kind() != DataType.Kind.TIMESTAMP && column.type().kind() != DataType.Kind.DATE) {
            problems.add("column " + column.name() + " has type " + column.type() + ", which is not a time");
        }
        try {
            Durations.parse(arguments.text("max_age"));
        } catch (IllegalArgumentException wrong) {
            problems.add("max_age: " + wrong.getMessage());
        }
        return problems;
    }

    @Override
    public boolean showsValues() {
        return false;
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        String column = arguments.text("column");
        Duration most = Durations.parse(arguments.text("max_age"));
        boolean end = arguments.choice("as_of", END).equals(END);
        Instant asOf = (end
                        ? arguments.surroundings().partitionEnd()
                        : arguments.surroundings().extractionTime())
                .orElseThrow(() -> new NotEvaluatedException(
                        end ? "the data has no partition that ends" : "nobody said when the rows were extracted"));
        return new CompiledExpectation(
                List.of(Measure.aggregate("max(" + Names.quoted(column) + ")", arguments.condition())),
                values -> judge(values.get(0), asOf, most, column),
                null,
                "the newest " + column + " is at most " + Durations.print(most) + " before " + asOf);
    }

    private static Judgement judge(@Nullable Object newest, Instant asOf, Duration most, String column) {
        if (newest == null) {
            return Judgement.of(false, null, column + " has no values");
        }
        Instant time = newest instanceof LocalDate day
                ? day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant()
                : (Instant) newest;
        Duration age = Duration.between(time, asOf);
        return Judgement.of(
                age.compareTo(most) <= 0,
                age.toMillis() / 1000.0,
                "the newest " + column + " is "
                        + (age.isNegative() ? "after " + asOf : Durations.print(age) + " before " + asOf));
    }
}
