package io.sluice.definitions.accept;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.model.Project;
import io.sluice.definitions.project.ParsedProjects;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class AcceptRulesTest {
    @Test
    void admittedIdentitiesAreKeptForTheLongestWindowAndItsHop() {
        Project project = ParsedProjects.views("[a, b, c]");

        assertThat(project.features()).hasSize(3);
        assertThat(AcceptRules.of(project.source("clicks").orElseThrow(), project.features(), 1, 0, RejectedRanges.NONE)
                        .admittedMemory())
                .as("7 days and the hour of its hop; the other is a day, the third derived")
                .isEqualTo(Duration.ofDays(7).plusHours(1).toMillis());
    }

    @Test
    void whatNeverEndsIsNeverForgotten() {
        String latest = "feature: clicks_7d\nentity: user_id\nvalue: amount\n";

        assertThat(AcceptRules.memory(ParsedProjects.clicks(latest).features())).isEqualTo(AcceptRules.FOREVER);
        assertThat(AcceptRules.memory(
                        ParsedProjects.clicks(latest + "ttl: 1 hour\n").features()))
                .isEqualTo(Duration.ofHours(1).toMillis() + 2);
    }
}
