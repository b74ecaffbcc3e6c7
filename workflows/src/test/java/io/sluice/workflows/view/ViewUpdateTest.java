package io.sluice.workflows.view;

import static io.sluice.workflows.testing.Verdicts.failedRows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.workflows.Sluice;
import io.sluice.workflows.testing.Verdicts;
import io.temporal.client.WorkflowStub;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class ViewUpdateTest {
    private static final String ID = "update/customer_activity";
    private static final String INPUT =
            "{\"view\":\"customer_activity\",\"from\":\"2010-12-01\",\"to\":\"2010-12-05\"}";

    private final Sluice sluice = Sluice.start();

    @AfterEach
    void close() {
        sluice.close();
    }

    @Test
    void publishesChangePointsThatPassTheirGate() {
        ViewUpdateResult result = sluice.stub(ViewUpdate.class, ID)
                .run(new ViewUpdateInput("customer_activity", "2010-12-01", "2010-12-05", null, null));
        assertThat(result.outcome()).isEqualTo("PUBLISHED");
        assertThat(result.changePoints()).isEqualTo(42);
        assertThat(result.gate().partition()).isEqualTo("2010-12-01..2010-12-05");
        assertThat(sluice.attribute(ID, "SluiceView")).isEqualTo("customer_activity");
        assertThat(sluice.attribute(
                        "gate/views.customer_activity_v1/2010-12-01..2010-12-05/9000000000000000001/1", "SluiceView"))
                .isEqualTo("customer_activity");
    }

    @Test
    void cannotBeSentAgainButRejected() {
        sluice.activities()
                .gates()
                .judge(
                        "customer_activity_gate",
                        request -> Verdicts.blocked(request, Verdicts.policy(), failedRows("orders", "error")));
        WorkflowStub run = sluice.start(ViewUpdate.TYPE, ID, INPUT);
        sluice.settle();
        assertThat(sluice.details(ID)).contains("QUARANTINE_ROWS").doesNotContain("REINGEST");
        run.signal("remediate", Sluice.json("{\"by\":\"ana\",\"reason\":\"r\",\"strategy\":\"REINGEST\"}"));
        run.signal("reject", Sluice.json("{\"by\":\"ana\",\"reason\":\"r\"}"));
        assertThat(run.getResult(ViewUpdateResult.class).outcome()).isEqualTo("REJECTED");
        assertThat(sluice.effects().get(0)).contains("is not a source that could be sent again");
    }

    @Test
    void withoutDaysItComputesTheStaleOnesAndSaysWhy() {
        sluice.activities().staging().stale("2010-12-03..2010-12-05", "2010-12-08..2010-12-08");
        ViewUpdateResult result =
                sluice.stub(ViewUpdate.class, ID).run(new ViewUpdateInput("customer_activity", null, null, null, null));
        assertThat(result.outcome()).isEqualTo("PUBLISHED");
        assertThat(result.from()).isEqualTo("2010-12-03");
        assertThat(result.to()).isEqualTo("2010-12-08");
        assertThat(sluice.activities().staging().viewStagings())
                .singleElement()
                .satisfies(request ->
                        assertThat(request.runs()).containsExactly("2010-12-03..2010-12-05", "2010-12-08..2010-12-08"));
        assertThat(sluice.details(ID)).contains("stale: 2010-12-03..2010-12-05, 2010-12-08..2010-12-08");
    }

    @Test
    void stagesNothingWhereNothingIsStale() {
        ViewUpdateResult result =
                sluice.stub(ViewUpdate.class, ID).run(new ViewUpdateInput("customer_activity", null, null, null, null));
        assertThat(result.outcome()).isEqualTo("UP_TO_DATE");
        assertThat(result.gate()).isNull();
        assertThat(sluice.activities().staging().viewStagings()).isEmpty();
        assertThat(sluice.details(ID)).contains("nothing is stale");
    }

    @Test
    void refusesHalfARange() {
        assertThatThrownBy(() -> new ViewUpdateInput("customer_activity", "2010-12-01", null, null, null))
                .hasMessageContaining("field to is missing");
    }
}
