package io.sluice.activities.view.engine.row;

import io.sluice.definitions.aggregation.ResultOverflowException;
import io.sluice.definitions.changepoint.ResultIncidents;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.changepoint.ViewPlan.FeaturePlan;
import io.sluice.definitions.model.Column;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Results that do not fit their type: the batch fails, naming feature and entity. A key that identifies people ({@code pii}) is not
 * shown, since the sentence travels to Temporal. Decision 048. What is NULL because of {@code max_distinct} is counted.
 */
public final class Misfits implements ResultIncidents {
    private static final int SHOWN = 80;

    /** Spark keeps of an exception in a task its text, not always the exception. */
    private static final Pattern SENTENCE = Pattern.compile("The value of feature .*? does not fit [^\\n]*");

    private final List<String> keys;
    private final Set<String> personal = new LinkedHashSet<>();
    private final Map<String, Long> beyond = new HashMap<>();
    private Object @Nullable [] entity;

    public Misfits(ViewPlan plan) {
        keys = plan.entity().keys().stream().map(Column::name).toList();
        plan.sources().forEach(source -> personal.addAll(source.source().pii()));
    }

    /** Whose results come now: the values of its key columns. */
    public void of(Object[] key) {
        entity = key;
    }

    @Override
    public @Nullable Object overflow(FeaturePlan feature, ResultOverflowException cause) {
        throw new IllegalStateException(
                "The value of feature %s of the entity with %s does not fit %s: narrow its window, or cast its value to a wider type"
                        .formatted(feature.feature().name(), shownEntity(), cause.type()));
    }

    private String shownEntity() {
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            String name = keys.get(i);
            shown.add(
                    personal.contains(name) || entity == null
                            ? name + " (not shown, it identifies people)"
                            : name + " " + shown(String.valueOf(entity[i])));
        }
        return String.join(", ", shown);
    }

    /** On one line and short, whatever a key holds. */
    private static String shown(String value) {
        String line = value.replaceAll("\\p{Cntrl}", "\uFFFD");
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN) + "…";
    }

    @Override
    public void tooManyDistinct(FeaturePlan feature) {
        beyond.merge(feature.feature().name(), 1L, Long::sum);
    }

    /** By feature, how often since the last call a value was NULL because of {@code max_distinct}. */
    public Map<String, Long> takeBeyondDistinct() {
        if (beyond.isEmpty()) {
            return Map.of();
        }
        Map<String, Long> taken = Map.copyOf(beyond);
        beyond.clear();
        return taken;
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
