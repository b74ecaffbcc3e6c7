package io.sluice.quality.form;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What measures say about an expectation.
 *
 * @param counts of expectations about rows; null otherwise
 * @param observedValue of the others; may be null, for example the least value of no rows
 * @param details more, as Great Expectations reports it; empty as a rule
 * @param observed the same as a phrase, without values of rows
 */
public record Judgement(
        boolean success,
        @Nullable Counts counts,
        @Nullable Object observedValue,
        Map<String, Object> details,
        String observed) {
    public Judgement {
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** A judgement by counts. */
    public static Judgement of(Counts counts, double mostly) {
        return new Judgement(counts.isMostlyExpected(mostly), counts, null, Map.of(), Phrases.counts(counts));
    }

    /** A judgement by one value. */
    public static Judgement of(boolean success, @Nullable Object observedValue, String observed) {
        return new Judgement(success, null, observedValue, Map.of(), observed);
    }

    /**
     * That of an expectation which the data is no subject of: it blocks nothing, and says why it was left out.
     *
     * @param why a phrase such as {@code the rows came from a stream, not in files}
     */
    public static Judgement leftOut(String why) {
        return of(true, null, "left out: " + why);
    }

    /** The same judgement with these details. */
    public Judgement with(Map<String, Object> more) {
        return new Judgement(success, counts, observedValue, more, observed);
    }
}
