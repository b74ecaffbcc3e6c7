package io.sluice.quality.audit;

import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.quality.form.Counts;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How one rule did, an expectation or one that every gate has.
 *
 * @param kwargs as they were written
 * @param rowLevel whether failing rows can be told apart, so that they can be quarantined
 * @param counts of rules about rows; null otherwise
 * @param observedValue of the others; may be null
 * @param details more, as Great Expectations reports it
 * @param observed what was seen, as a phrase without values of rows; for UNKNOWN the reason
 * @param expected what is expected, as a phrase
 */
public record RuleOutcome(
        String rule,
        String type,
        Map<String, Object> kwargs,
        Severity severity,
        RowAction action,
        Status status,
        boolean rowLevel,
        @Nullable Counts counts,
        @Nullable Object observedValue,
        Map<String, Object> details,
        String observed,
        String expected) {
    public RuleOutcome {
        kwargs = Collections.unmodifiableMap(new LinkedHashMap<>(kwargs));
        details = Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    /** The same outcome with more details. */
    RuleOutcome with(Map<String, Object> more) {
        Map<String, Object> all = new LinkedHashMap<>(details);
        all.putAll(more);
        return new RuleOutcome(
                rule, type, kwargs, severity, action, status, rowLevel, counts, observedValue, all, observed, expected);
    }

    /** The severity that counts: what could not be evaluated is at least an error. */
    public Severity effectiveSeverity() {
        return status == Status.UNKNOWN && severity.compareTo(Severity.ERROR) < 0 ? Severity.ERROR : severity;
    }

    /** Whether the rule keeps a snapshot from being published without a decision. */
    public boolean blocks() {
        return status != Status.PASSED && effectiveSeverity().compareTo(Severity.ERROR) >= 0;
    }

    public long elements() {
        return counts == null ? 0 : counts.elements();
    }

    public long unexpected() {
        return counts == null ? 0 : counts.unexpected();
    }
}
