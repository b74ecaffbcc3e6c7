package io.sluice.quality.anomaly;

import io.sluice.definitions.model.DataType;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.Bounds;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Phrases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The expectation that a metric changed by a share between bounds (-0.5 for half of it, 1 for twice as much) against the
 * median of the last certified partitions. The observed value is the metric itself, so that it has a history.
 */
public final class MetricChange implements ExpectationType {
    private static final int LAST = 7;
    private static final int NEEDED = 3;

    @Override
    public String type() {
        return "expect_metric_change_to_be_between";
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(WatchedMetric.PARAMETERS);
        parameters.addAll(Bounds.PARAMETERS);
        return parameters;
    }

    @Override
    public List<String> problems(Arguments arguments) {
        List<String> problems = new ArrayList<>(WatchedMetric.of(arguments).problems(arguments));
        problems.addAll(Bounds.problems(arguments, DataType.DOUBLE, Bounds.Needed.AT_LEAST_ONE));
        return problems;
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        WatchedMetric metric = WatchedMetric.of(arguments);
        Bounds bounds = Bounds.of(arguments, DataType.DOUBLE);
        List<Double> past = metric.past(arguments, LAST);
        String subject = metric.subject(arguments);
        return new CompiledExpectation(
                List.of(metric.measure(arguments)),
                values -> judge(metric.number(values.get(0)), past, bounds, arguments, subject),
                null,
                subject + " changes by a share that is " + bounds.phrase());
    }

    private static Judgement judge(
            @Nullable Double number, List<Double> past, Bounds bounds, Arguments arguments, String subject) {
        if (number == null) {
            return Judgement.of(false, null, subject + " is unknown: there are no values");
        }
        int needed = WatchedMetric.whole(arguments, "min_history", NEEDED);
        if (past.size() < needed) {
            return ShortHistory.judgement(arguments, number, past.size(), needed);
        }
        double baseline = Robust.median(past);
        double change = number == baseline ? 0 : (number - baseline) / Math.abs(baseline);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("baseline", baseline);
        details.put("partitions", past.size());
        if (Double.isFinite(change)) {
            details.put("change", change);
        }
        return new Judgement(
                bounds.contain(change),
                null,
                number,
                details,
                subject + " is " + Phrases.number(number) + ", the median of the last " + past.size() + " is "
                        + Phrases.number(baseline) + ": a change of " + Phrases.number(change * 100) + " %");
    }
}
