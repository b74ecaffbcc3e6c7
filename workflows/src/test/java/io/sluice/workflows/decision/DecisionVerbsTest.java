package io.sluice.workflows.decision;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workflows.input.OneOf;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the UI shows beside the name of a signal is all that a person there knows of its object. */
final class DecisionVerbsTest {
    @Test
    void theUiNamesEveryStrategyAndTheFieldsThatTheyTake() {
        OneOf strategies = requireNonNull(Arrays.stream(Remediate.class.getRecordComponents())
                .filter(component -> component.getName().equals("strategy"))
                .findFirst()
                .orElseThrow()
                .getAnnotation(OneOf.class));

        assertThat(DecisionVerbs.REMEDIATE).contains(String.join("|", strategies.value()));
        assertThat(DecisionVerbs.REMEDIATE).contains("\"path\"?", "\"name\"?");
    }

    @Test
    void theUiNamesEveryFieldThatAVerbNeeds() {
        shows(DecisionVerbs.APPROVE, Approve.class, "by", "reason");
        shows(DecisionVerbs.REJECT, Reject.class, "by", "reason");
        shows(DecisionVerbs.REMEDIATE, Remediate.class, "by", "reason", "strategy");
        shows(DecisionVerbs.EXTEND, Extend.class, "by", "until");
        shows(DecisionVerbs.REASSIGN, Reassign.class, "by", "approvers");
        shows(DecisionVerbs.COMMENT, Comment.class, "by", "text");
    }

    private static void shows(String description, Class<? extends Record> message, String... fields) {
        List<String> known = Arrays.stream(message.getRecordComponents())
                .map(RecordComponent::getName)
                .toList();
        assertThat(known).contains(fields);
        for (String field : fields) {
            assertThat(description).contains("\"" + field + "\"");
        }
    }
}
