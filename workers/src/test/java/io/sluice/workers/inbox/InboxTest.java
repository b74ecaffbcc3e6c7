package io.sluice.workers.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workflows.gate.audit.RuleResult;
import io.sluice.workflows.window.view.GateView;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class InboxTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2010-12-07T12:00:00Z"), ZoneOffset.UTC);

    private final Map<String, @Nullable GateView> running = new LinkedHashMap<>();
    private final List<String> asked = new ArrayList<>();

    @Test
    void showsTheNextDeadlineFirst() {
        add(view("g/none", "AWAITING_DECISION", "2010-12-01T12:00:00Z", "", 0));
        add(view("g/late", "AWAITING_DECISION", "2010-12-07T09:30:00Z", "2010-12-09T12:00:00Z", 1));
        add(view("g/held", "HELD", "2010-12-04T08:00:00Z", "2010-12-05T08:00:00Z", 0));
        List<OpenGate> open = inbox();
        assertThat(open).extracting(OpenGate::workflowId).containsExactly("g/held", "g/late", "g/none");
        assertThat(open).extracting(OpenGate::age).containsExactly("3 d 4 h", "2 h 30 min", "6 d 0 h");
        assertThat(open).extracting(OpenGate::remaining).containsExactly("", "2 d 0 h", "");
        assertThat(InboxReport.text(open))
                .startsWith("3 gates wait for a decision, the next deadline first.\n\ng/held\n")
                .contains("  waits for 3 d 4 h, held since its deadline 2010-12-05T08:00:00Z has passed\n")
                .contains("  waits for 2 h 30 min, deadline 2010-12-09T12:00:00Z (in 2 d 0 h)\n")
                .contains("  waits for 6 d 0 h, no deadline\n")
                .contains("  may decide: ana, ben; approvals: 1 of 2\n")
                .contains("  failed: price: o\n")
                .contains("  temporal workflow signal --name approve --input"
                        + " '{\"by\":\"you\",\"reason\":\"why\",\"attempt\":1}' --workflow-id g/late\n");
    }

    @Test
    void leavesOutWhatDoesNotWait() {
        add(view("g/auditing", "AUDITING", "", "", 0));
        assertThat(inbox()).isEmpty();
        assertThat(InboxReport.text(inbox())).isEqualTo("No gate waits for a decision.");
    }

    @Test
    void asksOnceWhereNoWorkerAnswersAndShowsTheGatesAllTheSame() {
        running.put("g/1", null);
        running.put("g/2", null);
        assertThat(inbox()).extracting(OpenGate::state).containsExactly("UNKNOWN", "UNKNOWN");
        assertThat(asked).containsExactly("g/1");
        assertThat(InboxReport.text(inbox())).contains("g/2\n  no worker answers for it");
    }

    @Test
    void tellsTimesInTwoUnits() {
        assertThat(Inbox.words(Duration.ofSeconds(59))).isEqualTo("0 min");
        assertThat(Inbox.words(Duration.ofMinutes(61))).isEqualTo("1 h 1 min");
        assertThat(Inbox.words(Duration.ofHours(49))).isEqualTo("2 d 1 h");
        assertThat(Inbox.words(Duration.ofSeconds(-5))).isEqualTo("0 min");
    }

    private List<OpenGate> inbox() {
        RunningGates gates = new RunningGates() {
            @Override
            public List<String> ids(String query, int most) {
                return List.copyOf(running.keySet());
            }

            @Override
            public Optional<GateView> status(String workflowId) {
                asked.add(workflowId);
                return Optional.ofNullable(running.get(workflowId));
            }
        };
        return new Inbox(gates, NOON).open(Inbox.ALL, 100);
    }

    private void add(GateView view) {
        running.put(view.gateId(), view);
    }

    private static GateView view(String id, String state, String opened, String deadline, int approvals) {
        return new GateView(
                id,
                "lines",
                "trusted.online_retail",
                "2010-12-07",
                "77",
                1,
                state,
                List.of(new RuleResult("price", "t", "error", "FAILED", false, 1, 1, "o", "e")),
                1,
                1,
                "",
                "",
                List.of("ana", "ben"),
                List.of("ana").subList(0, approvals),
                2,
                opened,
                deadline,
                0,
                List.of(),
                null);
    }
}
