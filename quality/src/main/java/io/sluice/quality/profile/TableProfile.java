package io.sluice.quality.profile;

import java.util.List;
import java.util.Optional;

/**
 * How the numeric columns of a set of rows are spread, and which values its texts have.
 *
 * @param sampled whether only some of the rows were looked at
 * @param columns numeric ones
 * @param texts columns of texts, and of true and false
 */
public record TableProfile(boolean sampled, List<ColumnProfile> columns, List<TextProfile> texts) {
    /** Nothing was looked at. */
    public static final TableProfile NONE = new TableProfile(false, List.of(), List.of());

    public TableProfile {
        columns = List.copyOf(columns);
        texts = List.copyOf(texts);
    }

    /** The profile of a numeric column, if it has one. */
    public Optional<ColumnProfile> find(String column) {
        return columns.stream().filter(each -> each.column().equals(column)).findFirst();
    }

    /** The profile of a column of texts, if it has one. */
    public Optional<TextProfile> findText(String column) {
        return texts.stream().filter(each -> each.column().equals(column)).findFirst();
    }
}
