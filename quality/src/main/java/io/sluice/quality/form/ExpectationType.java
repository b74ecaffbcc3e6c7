package io.sluice.quality.form;

import java.util.List;

/**
 * A type of expectation: its name and parameters as in Great Expectations, and how it is evaluated. To add one, write a
 * small class and name it in the catalogue.
 */
public interface ExpectationType {
    /** For example {@code expect_column_values_to_not_be_null}. */
    String type();

    /** Its parameters in the order of the documentation; {@code row_condition} is added to all that read rows. */
    List<Parameter> parameters();

    /** Whether it reads rows; false when the schema alone answers it. */
    default boolean readsRows() {
        return true;
    }

    /** Whether single rows can be told to fail it. */
    default boolean isAboutRows() {
        return false;
    }

    /**
     * Whether what it observes may hold values of rows, a greatest value for example. Values of columns that identify people are
     * not shown, so a type says no only where it observes nothing but counts, shares or the like.
     */
    default boolean showsValues() {
        return readsRows() && !isAboutRows();
    }

    /**
     * What is wrong with arguments that are each right by themselves, as sentences without subject such as
     * {@code min_value 3 is greater than max_value 2}.
     */
    default List<String> problems(Arguments arguments) {
        return List.of();
    }

    /** Makes an expectation ready to be evaluated. Only called for arguments without problems. */
    CompiledExpectation compile(Arguments arguments);
}
