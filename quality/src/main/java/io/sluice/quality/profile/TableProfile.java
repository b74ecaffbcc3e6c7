package io.sluice.quality.profile;

import java.util.List;
import java.util.Optional;

/**
 * How the numeric columns of a set of rows are spread.
 *
 * @param sampled whether only some of the rows were looked at
 */
public record TableProfile(boolean sampled, List<ColumnProfile> columns) {
    /** Nothing was looked at. */
    public static final TableProfile NONE = new TableProfile(false, List.of());

    public TableProfile {
        columns = List.copyOf(columns);
    }

    /** The profile of a column, if it has one. */
    public Optional<ColumnProfile> find(String column) {
        return columns.stream().filter(each -> each.column().equals(column)).findFirst();
    }
}
