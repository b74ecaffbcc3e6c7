package io.sluice.quality.form;

import java.util.List;

/**
 * A parameter of a type of expectation.
 *
 * @param choices what a CHOICE may be; empty otherwise
 */
public record Parameter(String name, Kind kind, Presence presence, List<String> choices) {
    /** What a parameter may hold. */
    public enum Kind {
        /** The name of a column that must be in the schema. */
        COLUMN,
        /** Names of columns that must be in the schema. */
        COLUMNS,
        /** A text that need not name anything yet. */
        TEXT,
        /** A text that may be empty. */
        PATTERN,
        /** A list of texts. */
        TEXTS,
        /** A number, a text, a date or an instant, as the column's type demands. */
        BOUND,
        /** A list of values of the column's type. */
        VALUES,
        /** A regular expression of Python, which finds its match anywhere in a text. */
        REGEX,
        /** A list of them. */
        REGEXES,
        /** A whole number. */
        INTEGER,
        /** A finite number. */
        NUMBER,
        /** Names with values, as the type of expectation says. */
        MAPPING,
        /** True, false, a number or a word, as the type of expectation says. */
        SCALAR,
        FLAG,
        /** A number from 0 to 1. */
        SHARE,
        /** A Spark SQL condition on the row. */
        CONDITION,
        /** How much a result says. */
        RESULT_FORMAT,
        /** One of a few words. */
        CHOICE
    }

    /** Whether a parameter may be left out. */
    public enum Presence {
        REQUIRED,
        OPTIONAL
    }

    /** The share of values that is enough. */
    public static final Parameter MOSTLY = optional("mostly", Kind.SHARE);

    /** Which rows an expectation is about. */
    public static final Parameter ROW_CONDITION = optional("row_condition", Kind.CONDITION);

    /** The language of a row condition. */
    public static final Parameter CONDITION_PARSER =
            optional("condition_parser", List.of("spark", "great_expectations", "great_expectations__experimental__"));

    /** How much a result says beside its success. */
    public static final Parameter RESULT_FORMAT = optional(ResultFormat.PARAMETER, Kind.RESULT_FORMAT);

    /** Parameters that Great Expectations writes for its own run; taken and not used. */
    public static final List<String> IGNORED = List.of("batch_id", "table", "catch_exceptions");

    public Parameter {
        choices = List.copyOf(choices);
    }

    public static Parameter required(String name, Kind kind) {
        return new Parameter(name, kind, Presence.REQUIRED, List.of());
    }

    public static Parameter optional(String name, Kind kind) {
        return new Parameter(name, kind, Presence.OPTIONAL, List.of());
    }

    public static Parameter optional(String name, List<String> choices) {
        return new Parameter(name, Kind.CHOICE, Presence.OPTIONAL, choices);
    }
}
