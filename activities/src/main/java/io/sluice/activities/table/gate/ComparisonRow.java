package io.sluice.activities.table.gate;

import java.util.List;

/**
 * One row of {@code sluice.comparisons}: published days of a view that are, row for row, what newer trusted rows give, so that
 * they need not be computed again. Source: contract §3, decision 015.
 *
 * @param dataset the view's table, for example {@code views.user_activity_v3}
 * @param snapshotId of the view's table, whose rows were compared
 * @param sequence of that snapshot: a day that was published later was not compared
 * @param inputs {@code table@snapshot} of every trusted table that the days would be computed from
 * @param days such as 2010-12-01, ascending
 */
public record ComparisonRow(String dataset, String snapshotId, long sequence, List<String> inputs, List<String> days) {}
