package io.sluice.quality.expectation;

import java.util.List;

/** The ids of the rules that every gate has, which no expectation may take. */
public final class ReservedRules {
    public static final String SCHEMA_CONTRACT = "schema_contract";
    public static final String NOT_EMPTY = "not_empty";
    public static final String READABLE = "readable";
    public static final String AS_STAGED = "as_staged";
    public static final String QUARANTINE_LIMIT = "quarantine_limit";
    public static final String NEW_COLUMNS = "new_columns";

    public static final List<String> NAMES =
            List.of(SCHEMA_CONTRACT, NOT_EMPTY, READABLE, AS_STAGED, QUARANTINE_LIMIT, NEW_COLUMNS);

    private ReservedRules() {}
}
