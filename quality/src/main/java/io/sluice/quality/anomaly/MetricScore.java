package io.sluice.quality.anomaly;

import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Parameter.Kind;
import io.sluice.quality.form.Phrases;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The expectation that a metric is not far from the median of the last certified partitions, in robust standard
 * deviations (Iglewicz and Hoaglin 1993). The deviation is taken to be at least {@code min_spread} of the median, so that
 * a metric that never moved may move a little. The observed value is the metric itself, so that it has a history.
 */
public final class MetricScore implements ExpectationType {
    private static final int LAST = 28;
    private static final int NEEDED = 7;
    private static final double THRESHOLD = 3.5;
    private static final double SPREAD = 0.01;

    @Override
    public String type() {
        return "expect_metric_robust_z_score_to_be_less_than";
    }

    @Override
    public List<Parameter> parameters() {
        List<Parameter> parameters = new ArrayList<>(WatchedMetric.PARAMETERS);
        parameters.add(Parameter.optional("threshold", Kind.NUMBER));
        parameters.add(Parameter.optional("min_spread", Kind.SHARE));
        return parameters;
    }

    @Override
    public List<String> problems(Arguments arguments) {
        List<String> problems = new ArrayList<>(WatchedMetric.of(arguments).problems(arguments));
        if (!(real(arguments, "threshold", THRESHOLD) > 0)) {
            problems.add("threshold must be greater than 0");
        }
        return problems;
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        WatchedMetric metric = WatchedMetric.of(arguments);
        List<Double> past = metric.past(arguments, LAST);
        String subject = metric.subject(arguments);
        return new CompiledExpectation(
                List.of(metric.measure(arguments)),
                values -> judge(metric.number(values.get(0)), past, arguments, subject),
                null,
                subject + " is less than " + Phrases.number(real(arguments, "threshold", THRESHOLD))
                        + " robust standard deviations from its history");
    }

    private static Judgement judge(@Nullable Double number, List<Double> past, Arguments arguments, String subject) {
        if (number == null) {
            return Judgement.of(false, null, subject + " is unknown: there are no values");
        }
        int needed = WatchedMetric.whole(arguments, "min_history", NEEDED);
        if (past.size() < needed) {
            return ShortHistory.judgement(arguments, number, past.size(), needed);
        }
        double median = Robust.median(past);
        double spread = Math.max(Robust.deviation(past), real(arguments, "min_spread", SPREAD) * Math.abs(median));
        double score = number == median ? 0 : Math.abs(number - median) / spread;
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("baseline", median);
        details.put("partitions", past.size());
        if (Double.isFinite(score)) {
            details.put("robust_z_score", score);
        }
        return new Judgement(
                score < real(arguments, "threshold", THRESHOLD),
                null,
                number,
                details,
                subject + " is " + Phrases.number(number) + ", " + Phrases.number(score)
                        + " robust standard deviations from the median " + Phrases.number(median) + " of the last "
                        + past.size());
    }

    private static double real(Arguments arguments, String name, double otherwise) {
        return arguments
                .value(name)
                .map(Number.class::cast)
                .map(Number::doubleValue)
                .orElse(otherwise);
    }
}
