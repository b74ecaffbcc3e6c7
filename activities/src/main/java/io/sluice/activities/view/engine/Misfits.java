package io.sluice.activities.view.engine;

import io.sluice.definitions.aggregation.ResultOverflowException;
import io.sluice.definitions.changepoint.ResultIncidents;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.model.Column;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Results that do not fit their type: the batch fails, naming feature and key columns but no values. */
public final class Misfits implements ResultIncidents {
    /** Spark keeps of an exception in a task its text, not always the exception. */
    private static final Pattern SENTENCE = Pattern.compile("The value of feature .*? does not fit [^\\n]*");

    private final ViewPlan plan;

    Misfits(ViewPlan plan) {
        this.plan = plan;
    }

    @Override
    public @Nullable Object overflow(FeaturePlan feature, ResultOverflowException cause) {
        throw new IllegalStateException("The value of feature "
                + feature.feature().name() + " of an entity ("
                + String.join(
                        ", ", plan.entity().keys().stream().map(Column::name).toList())
                + ") does not fit " + cause.type() + ": narrow its window, or cast its value to a wider type");
    }

    @Override
    public void tooManyDistinct(FeaturePlan feature) {
        // The NULL in the view says it; its gate may count NULLs.
    }

    /** The sentence of a misfit in what a failed job threw. */
    public static Optional<String> sentence(Throwable failure) {
        for (@Nullable Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Matcher matcher = SENTENCE.matcher(String.valueOf(cause.getMessage()));
            if (matcher.find()) {
                return Optional.of(matcher.group());
            }
        }
        return Optional.empty();
    }
}
