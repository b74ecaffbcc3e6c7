package io.sluice.definitions.registry;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.model.Project;
import io.sluice.definitions.project.ParsedProjects;
import io.sluice.definitions.registry.form.Fingerprints;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is written differently and means the same has one fingerprint, what means something else has another. */
final class SameMeaningTest {
    private static final String FEATURE = "feature: clicks_7d\nentity: user_id\nwindow: 7 days\n";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "value: amount; aggregation: sum | null_policy: {fill: 0} | null_policy: fill_zero",
                "value: amount; aggregation: sum | null_policy: {fill: -0.00} | null_policy: fill_zero",
                "value: amount; aggregation: sum | null_policy: {fill: 1} | null_policy: {fill: 1.0}",
                "value: amount; aggregation: sum | null_policy: {fill: 100} | null_policy: {fill: 1e2}",
                "value: session; aggregation: sum | null_policy: {fill: 0} | null_policy: fill_zero",
                "value: session; aggregation: sum | null_policy: {fill: 7} | null_policy: {fill: +7}",
                "value: when; aggregation: max | null_policy: {fill: 2010-12-01} | null_policy: {fill: '2010-12-01'}",
                "value: event_time; aggregation: max | null_policy: {fill: 2010-12-01T00:00:00Z}"
                        + " | null_policy: {fill: 2010-12-01T01:00:00.000+01:00}",
                "value: session; aggregation: sum | scale: 2 | scale: 6",
                "value: session; aggregation: mean | scale: 2 | description: none",
                "value: amount; aggregation: sum | scale: 6 | description: none",
            })
    void isOneVersion(String lines, String one, String other) {
        assertThat(feature(lines, one)).isEqualTo(feature(lines, other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "value: amount; aggregation: sum | null_policy: {fill: 0} | null_policy: null",
                "value: amount; aggregation: sum | null_policy: {fill: 1} | null_policy: {fill: 10}",
                "value: event_type; aggregation: max | null_policy: {fill: 1} | null_policy: {fill: 1.0}",
                "value: event_type; aggregation: max | null_policy: {fill: 0} | null_policy: null",
                "value: amount; aggregation: sum | scale: 2 | scale: 6",
                "value: amount; aggregation: mean | scale: 2 | description: none",
                "value: session; aggregation: top_k(2) | max_distinct: 2 | description: none",
            })
    void isAnother(String lines, String one, String other) {
        assertThat(feature(lines, one)).isNotEqualTo(feature(lines, other));
    }

    @Test
    void aDerivedFeatureFillsByValueToo() {
        assertThat(derived("null_policy: {fill: 00}\n"))
                .isEqualTo(derived("null_policy: fill_zero\n"))
                .isNotEqualTo(derived(""));
    }

    private static String derived(String lines) {
        return Fingerprints.of(ParsedProjects.views("[a, b, c]", lines), "feature", "c");
    }

    @Test
    void onlyAStreamHasSilenceAndAFuture() {
        String stream = "idle_after: 5 minutes\nmax_future_skew: 1 hour\n";

        assertThat(fingerprint(FEATURE, stream)).isNotEqualTo(fingerprint(FEATURE, ""));
        assertThat(Fingerprints.of(ParsedProjects.files(stream), "source", "clicks"))
                .isEqualTo(Fingerprints.of(ParsedProjects.files(""), "source", "clicks"));
    }

    @Test
    void theOrderInWhichAViewListsItsFeaturesMeansNothing() {
        Project listed = ParsedProjects.views("[a, b, c]");
        Project reversed = ParsedProjects.views("[c, b, a]");

        assertThat(Fingerprints.of(listed, "view", "v")).isEqualTo(Fingerprints.of(reversed, "view", "v"));
        assertThat(listed.view("v")).isEqualTo(reversed.view("v"));
        assertThat(Fingerprints.of(ParsedProjects.views("[a, b]"), "view", "v"))
                .isNotEqualTo(Fingerprints.of(listed, "view", "v"));
    }

    @Test
    void theOrderOfApproversMeansNothing() {
        assertThat(gate("[ann, ben]")).isEqualTo(gate("[ben, ann]")).isNotEqualTo(gate("[ann]"));
    }

    private static String gate(String approvers) {
        return Fingerprints.of(ParsedProjects.gate(approvers), "gate", "g");
    }

    private static String feature(String lines, String more) {
        return fingerprint(FEATURE + lines.replace("; ", "\n") + "\n" + more + "\n", "");
    }

    private static String fingerprint(String feature, String sourceLines) {
        return Fingerprints.of(ParsedProjects.clicks(feature, sourceLines), "feature", "clicks_7d");
    }
}
