package io.sluice.quality.summary;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.name.Nearest;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.measure.Measure;
import io.sluice.quality.sql.Names;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The expectation that quantiles of a column lie between bounds. They are exact whatever {@code allow_relative_error}
 * says; one of pandas' words in it chooses what a quantile between two values is.
 */
public final class QuantileValues implements ExpectationType {
    private static final String RANGES = "quantile_ranges";
    private static final String ERROR = "allow_relative_error";
    private static final List<String> WORDS = Stream.of(Interpolation.values())
            .map(interpolation -> interpolation.name().toLowerCase(Locale.ROOT))
            .toList();

    @Override
    public String type() {
        return "expect_column_quantile_values_to_be_between";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("column", Parameter.Kind.COLUMN),
                Parameter.required(RANGES, Parameter.Kind.MAPPING),
                Parameter.optional(ERROR, Parameter.Kind.SCALAR));
    }

    @Override
    public List<String> problems(Arguments arguments) {
        Column column = arguments.column();
        if (!Interpolation.isPossible(column.type())) {
            return List.of("column " + column.name() + " has type " + column.type()
                    + ", which is neither a number nor a time");
        }
        List<String> problems = new ArrayList<>(
                QuantileRange.problems((Map<?, ?>) arguments.value(RANGES).orElseThrow(), column.type()));
        Object error = arguments.value(ERROR).orElse(false);
        if (error instanceof String word && !WORDS.contains(word)) {
            problems.add(ERROR + " must be true, false, a number from 0 to 1 or one of " + String.join(", ", WORDS)
                    + ", not " + word + Nearest.hint(word, WORDS));
        }
        if (error instanceof Number number && !(number.doubleValue() >= 0 && number.doubleValue() <= 1)) {
            problems.add(ERROR + " must be from 0 to 1, not " + number);
        }
        return problems;
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        Column column = arguments.column();
        List<QuantileRange> ranges =
                QuantileRange.read((Map<?, ?>) arguments.value(RANGES).orElseThrow(), column.type());
        List<Double> quantiles = ranges.stream().map(QuantileRange::quantile).toList();
        Interpolation interpolation = arguments.value(ERROR).orElse(false) instanceof String word
                ? Interpolation.valueOf(word.toUpperCase(Locale.ROOT))
                : Interpolation.NEAREST;
        return new CompiledExpectation(
                List.of(new Measure.Quantiles(Names.quoted(column.name()), arguments.condition(), quantiles)),
                values -> judge(ranges, interpolation.values(values.get(0)), column),
                null,
                "of " + column.name() + " "
                        + String.join(
                                ", ", ranges.stream().map(QuantileRange::phrase).toList()));
    }

    private static Judgement judge(List<QuantileRange> ranges, List<Object> found, Column column) {
        List<@Nullable Object> values = new ArrayList<>();
        List<Boolean> inside = new ArrayList<>();
        List<String> phrases = new ArrayList<>();
        for (int i = 0; i < ranges.size(); i++) {
            Object value = found.isEmpty() ? null : found.get(i);
            values.add(value);
            inside.add(value != null && ranges.get(i).contains(value));
            phrases.add("the " + Phrases.number(ranges.get(i).quantile()) + "-quantile is " + Phrases.observed(value));
        }
        Map<String, Object> observed = new LinkedHashMap<>();
        observed.put("quantiles", ranges.stream().map(QuantileRange::quantile).toList());
        observed.put("values", Collections.unmodifiableList(values));
        return new Judgement(
                !inside.contains(false),
                null,
                observed,
                Map.of("success_details", inside),
                "of " + column.name() + " " + String.join(", ", phrases));
    }
}
