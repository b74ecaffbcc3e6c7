package io.sluice.quality.form;

/**
 * How single rows fail an expectation.
 *
 * @param failing Spark SQL; true for a failing row and for one that cannot be decided on, false or null for any other
 */
public record RowForm(String failing, Scope scope) {
    /** What a row must be compared with. */
    public enum Scope {
        /** The row alone decides, so that a stream can decide it too. */
        ROW,
        /** Other rows take part: the text holds a window function. */
        ALL_ROWS
    }
}
