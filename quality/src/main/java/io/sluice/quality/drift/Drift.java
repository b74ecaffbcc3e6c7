package io.sluice.quality.drift;

import io.sluice.definitions.model.Column;
import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.NotEvaluatedException;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Parameter.Kind;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.pinned.Profile;
import io.sluice.quality.pinned.ProfileJson;
import io.sluice.quality.pinned.Profiling;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.math3.distribution.ChiSquaredDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Expectations that a column is distributed as a pinned reference is. A statistic is compared with a threshold, which is
 * an effect and not a p-value: in large data everything is significant. In small data chance alone moves a statistic, so
 * that the threshold is never less than what two samples of these sizes from one distribution stay below with the given
 * confidence.
 */
public enum Drift implements ExpectationType {
    /** Over about ten bins of equal weight and one for missing values. Noise after Yurdakul (2018). */
    PSI("expect_column_psi_to_be_less_than", "population stability index", 0.2) {
        @Override
        double statistic(Profile reference, Profile current) {
            return Buckets.few(reference, current).stabilityIndex();
        }

        @Override
        double noise(Profile reference, Profile current, double confidence) {
            Buckets buckets = Buckets.few(reference, current);
            return sampling(buckets) * quantile(buckets, confidence);
        }
    },
    /** The greatest distance between the cumulative distributions, at a hundred edges. */
    KOLMOGOROV_SMIRNOV("expect_column_ks_distance_to_be_less_than", "Kolmogorov–Smirnov distance", 0.1) {
        @Override
        double statistic(Profile reference, Profile current) {
            return Curves.of(reference, current).greatestDistance();
        }

        @Override
        double noise(Profile reference, Profile current, double confidence) {
            return Math.sqrt(-Math.log((1 - confidence) / 2) / 2) * Math.sqrt(sampling(reference, current));
        }

        @Override
        boolean needsNumbers() {
            return true;
        }
    },
    /** Cramér's V of Pearson's test, over the same bins. */
    CHI_SQUARE("expect_column_chi_square_effect_to_be_less_than", "chi-square effect size (Cramér's V)", 0.1) {
        @Override
        double statistic(Profile reference, Profile current) {
            Buckets buckets = Buckets.few(reference, current);
            return Math.sqrt(buckets.chiSquare() / rows(buckets));
        }

        @Override
        double noise(Profile reference, Profile current, double confidence) {
            Buckets buckets = Buckets.few(reference, current);
            return Math.sqrt(quantile(buckets, confidence) / rows(buckets));
        }
    },
    /** In bits, its square root, over the same bins. */
    JENSEN_SHANNON("expect_column_jensen_shannon_distance_to_be_less_than", "Jensen–Shannon distance", 0.1) {
        @Override
        double statistic(Profile reference, Profile current) {
            return Buckets.few(reference, current).jensenShannon();
        }

        @Override
        double noise(Profile reference, Profile current, double confidence) {
            Buckets buckets = Buckets.few(reference, current);
            return Math.sqrt(sampling(buckets) * quantile(buckets, confidence) / (8 * Math.log(2)));
        }
    },
    /** In standard deviations of the reference. */
    WASSERSTEIN("expect_column_wasserstein_distance_to_be_less_than", "normalised Wasserstein distance", 0.1) {
        @Override
        double statistic(Profile reference, Profile current) {
            return Curves.of(reference, current).area() / deviation(reference);
        }

        @Override
        double noise(Profile reference, Profile current, double confidence) {
            double sides = new NormalDistribution().inverseCumulativeProbability((1 + confidence) / 2);
            double noise = Curves.of(reference, current).noise() / deviation(reference);
            return sides * Math.sqrt(sampling(reference, current)) * noise;
        }

        @Override
        boolean needsNumbers() {
            return true;
        }
    };

    private static final double CONFIDENCE = 0.999;

    private final String type;
    private final String noun;
    private final double threshold;

    Drift(String type, String noun, double threshold) {
        this.type = type;
        this.noun = noun;
        this.threshold = threshold;
    }

    abstract double statistic(Profile reference, Profile current);

    /** What chance alone makes of the statistic, at most, with a confidence. */
    abstract double noise(Profile reference, Profile current, double confidence);

    boolean needsNumbers() {
        return false;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public List<Parameter> parameters() {
        return List.of(
                Parameter.required("column", Kind.COLUMN),
                Parameter.optional("reference", Kind.TEXT),
                Parameter.optional("profile", Kind.MAPPING),
                Parameter.optional("threshold", Kind.NUMBER),
                Parameter.optional("confidence", Kind.SHARE));
    }

    @Override
    public List<String> problems(Arguments arguments) {
        Column column = arguments.column();
        List<String> problems = new ArrayList<>();
        if (needsNumbers() ? !Profiling.isNumeric(column.type()) : !Profiling.isPossible(column.type())) {
            problems.add("column " + column.name() + " has type " + column.type() + ", which is not a number"
                    + (needsNumbers() ? "" : ", a text or true and false"));
        }
        if (arguments.value("reference").isPresent()
                == arguments.value("profile").isPresent()) {
            problems.add("either reference (a partition) or profile is needed");
        }
        if (threshold(arguments) < 0) {
            problems.add("threshold must be at least 0, not " + threshold(arguments));
        }
        if (confidence(arguments) == 1) {
            problems.add("confidence must be below 1");
        }
        arguments.value("profile").ifPresent(written -> profileProblem((Map<?, ?>) written, column, problems));
        return problems;
    }

    private static void profileProblem(Map<?, ?> written, Column column, List<String> problems) {
        try {
            if (ProfileJson.of(written).isNumeric() != Profiling.isNumeric(column.type())) {
                problems.add("profile does not fit column " + column.name() + " of type " + column.type());
            }
        } catch (IllegalArgumentException wrong) {
            problems.add("profile " + wrong.getMessage());
        }
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        Column column = arguments.column();
        Profile reference = reference(arguments);
        double limit = threshold(arguments);
        double confidence = confidence(arguments);
        return new CompiledExpectation(
                Profiling.measures(reference, column, arguments.condition()),
                values -> judge(reference, Profiling.counted(reference, values), limit, confidence, column),
                null,
                "the " + noun + " of " + column.name() + " is at most " + Phrases.number(limit));
    }

    private Judgement judge(Profile reference, Profile current, double limit, double confidence, Column column) {
        String subject = "the " + noun + " of " + column.name() + " is ";
        if (current.values() == 0) {
            return Judgement.of(false, null, subject + "unknown: there are no values");
        }
        double statistic = statistic(reference, current);
        double noise = noise(reference, current, confidence);
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("threshold", limit);
        details.put("sampling_noise", noise);
        details.put("reference_rows", reference.values() + reference.missing());
        details.put("observed_partition", Shown.tree(current));
        details.put("expected_partition", Shown.tree(reference));
        String allowance = noise > limit ? "; up to " + Phrases.number(noise) + " may be chance in so few rows" : "";
        return new Judgement(
                statistic <= Math.max(limit, noise),
                null,
                statistic,
                details,
                subject + Phrases.number(statistic) + allowance);
    }

    private static Profile reference(Arguments arguments) {
        Map<?, ?> written = (Map<?, ?>) arguments.value("profile").orElse(null);
        if (written != null) {
            return nonEmpty(ProfileJson.of(written));
        }
        String name = arguments.text("reference");
        String column = arguments.text("column");
        return nonEmpty(arguments
                .surroundings()
                .profile(name, column)
                .orElseThrow(() -> new NotEvaluatedException("there is no reference " + name + " to compare with")));
    }

    private static Profile nonEmpty(Profile profile) {
        if (profile.values() == 0) {
            throw new NotEvaluatedException("the reference has no values");
        }
        return profile;
    }

    private double threshold(Arguments arguments) {
        return arguments
                .value("threshold")
                .map(Number.class::cast)
                .map(Number::doubleValue)
                .orElse(threshold);
    }

    private static double confidence(Arguments arguments) {
        return arguments
                .value("confidence")
                .map(Number.class::cast)
                .map(Number::doubleValue)
                .orElse(CONFIDENCE);
    }

    private static double deviation(Profile reference) {
        double deviation =
                Objects.requireNonNull(reference.spread(), "spread is null").deviation();
        if (!(deviation > 0)) {
            throw new NotEvaluatedException("all values of the reference are the same");
        }
        return deviation;
    }

    private static double sampling(Buckets buckets) {
        return 1.0 / buckets.referenceRows() + 1.0 / buckets.currentRows();
    }

    private static double sampling(Profile reference, Profile current) {
        return 1.0 / reference.values() + 1.0 / current.values();
    }

    private static double rows(Buckets buckets) {
        return buckets.referenceRows() + (double) buckets.currentRows();
    }

    private static double quantile(Buckets buckets, double confidence) {
        return buckets.size() < 2
                ? 0
                : new ChiSquaredDistribution(buckets.size() - 1.0).inverseCumulativeProbability(confidence);
    }
}
