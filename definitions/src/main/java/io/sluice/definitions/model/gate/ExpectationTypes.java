package io.sluice.definitions.model.gate;

import java.util.List;
import java.util.Optional;

/** The types of expectations that a gate may name. A test in {@code quality} keeps them equal to those it can judge. */
public final class ExpectationTypes {
    /** In alphabetical order, as Great Expectations calls them. */
    public static final List<String> ALL = List.of(
            "expect_column_chi_square_effect_to_be_less_than",
            "expect_column_distinct_values_to_be_in_set",
            "expect_column_distinct_values_to_contain_set",
            "expect_column_distinct_values_to_equal_set",
            "expect_column_freshness_to_be_within",
            "expect_column_jensen_shannon_distance_to_be_less_than",
            "expect_column_kl_divergence_to_be_less_than",
            "expect_column_ks_distance_to_be_less_than",
            "expect_column_label_shares_to_be_between",
            "expect_column_max_to_be_between",
            "expect_column_mean_to_be_between",
            "expect_column_median_to_be_between",
            "expect_column_min_to_be_between",
            "expect_column_most_common_value_to_be_in_set",
            "expect_column_pair_values_a_to_be_greater_than_b",
            "expect_column_pair_values_to_be_equal",
            "expect_column_pair_values_to_be_in_set",
            "expect_column_proportion_of_non_null_values_to_be_between",
            "expect_column_proportion_of_unique_values_to_be_between",
            "expect_column_psi_to_be_less_than",
            "expect_column_quantile_values_to_be_between",
            "expect_column_stdev_to_be_between",
            "expect_column_sum_to_be_between",
            "expect_column_to_exist",
            "expect_column_unique_value_count_to_be_between",
            "expect_column_value_lengths_to_be_between",
            "expect_column_value_lengths_to_equal",
            "expect_column_value_z_scores_to_be_less_than",
            "expect_column_values_to_be_between",
            "expect_column_values_to_be_dateutil_parseable",
            "expect_column_values_to_be_decreasing",
            "expect_column_values_to_be_in_set",
            "expect_column_values_to_be_in_type_list",
            "expect_column_values_to_be_increasing",
            "expect_column_values_to_be_json_parseable",
            "expect_column_values_to_be_null",
            "expect_column_values_to_be_of_type",
            "expect_column_values_to_be_unique",
            "expect_column_values_to_exist_in_other_table",
            "expect_column_values_to_match_json_schema",
            "expect_column_values_to_match_like_pattern",
            "expect_column_values_to_match_like_pattern_list",
            "expect_column_values_to_match_regex",
            "expect_column_values_to_match_regex_list",
            "expect_column_values_to_match_strftime_format",
            "expect_column_values_to_not_be_in_set",
            "expect_column_values_to_not_be_null",
            "expect_column_values_to_not_match_like_pattern",
            "expect_column_values_to_not_match_like_pattern_list",
            "expect_column_values_to_not_match_regex",
            "expect_column_values_to_not_match_regex_list",
            "expect_column_wasserstein_distance_to_be_less_than",
            "expect_compound_columns_to_be_unique",
            "expect_metric_change_to_be_between",
            "expect_metric_robust_z_score_to_be_less_than",
            "expect_multicolumn_sum_to_equal",
            "expect_multicolumn_values_to_be_unique",
            "expect_select_column_values_to_be_unique_within_record",
            "expect_stream_freshness_to_be_within",
            "expect_stream_row_count_change_to_be_between",
            "expect_stream_row_count_robust_z_score_to_be_less_than",
            "expect_stream_row_count_to_be_between",
            "expect_table_column_count_to_be_between",
            "expect_table_column_count_to_equal",
            "expect_table_columns_to_match_ordered_list",
            "expect_table_columns_to_match_set",
            "expect_table_file_count_to_be_between",
            "expect_table_file_sizes_to_be_between",
            "expect_table_files_to_be_readable",
            "expect_table_files_to_match_manifest",
            "expect_table_received_row_count_to_equal",
            "expect_table_row_count_to_be_between",
            "expect_table_row_count_to_equal",
            "expect_table_row_count_to_equal_other_table",
            "unexpected_rows_expectation");

    private static final String STREAM = "expect_stream_";
    private static final String TWO_SOURCES = "expect_query_results_to_match_comparison";

    private ExpectationTypes() {}

    /** Whether a type is about the flow of a stream: it is judged at checkpoints, and tables have nothing that it could be asked of. */
    public static boolean isAboutStreams(String type) {
        return type.startsWith(STREAM);
    }

    /** Why a type of Great Expectations is none that a gate may name, and what may be named instead. */
    public static Optional<String> leftOut(String type) {
        return type.equals(TWO_SOURCES)
                ? Optional.of(TWO_SOURCES
                        + " compares queries over two data sources, and a gate has one: take it out, or compare"
                        + " with a certified table (expect_column_values_to_exist_in_other_table,"
                        + " expect_table_row_count_to_equal_other_table)")
                : Optional.empty();
    }
}
