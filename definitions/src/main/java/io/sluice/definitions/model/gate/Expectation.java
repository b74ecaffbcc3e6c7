package io.sluice.definitions.model.gate;

import java.io.Serializable;
import java.util.Map;

/**
 * One check on data, in the vocabulary of Great Expectations.
 *
 * @param id unique in its gate; shown, stored and named in decisions
 * @param type for example {@code expect_column_values_to_not_be_null}
 * @param kwargs its parameters under their Great Expectations names, in the order they were written
 */
public record Expectation(String id, String type, Map<String, Object> kwargs, Severity severity, RowAction rows)
        implements Serializable {
    /** How much a failure matters. ERROR may be waived by a person, FATAL by nobody. */
    public enum Severity {
        INFO,
        WARNING,
        ERROR,
        FATAL
    }

    /** What happens to the rows that fail a row-level expectation. */
    public enum RowAction {
        KEEP,
        QUARANTINE,
        FAIL
    }
}
