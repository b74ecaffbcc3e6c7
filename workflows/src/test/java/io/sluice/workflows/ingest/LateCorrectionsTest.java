package io.sluice.workflows.ingest;

import static io.sluice.workflows.testing.Verdicts.failedRows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.workflows.Sluice;
import io.sluice.workflows.gate.PublishRequest;
import io.sluice.workflows.testing.Verdicts;
import io.temporal.client.WorkflowStub;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a run does when its publication says that late rows belong to other partitions. */
final class LateCorrectionsTest {
    private static final String ID = "ingest/online_retail/2010-12-05";
    private static final String EARLIER = "ingest/online_retail/2010-12-01";
    private static final String INPUT = "{\"source\":\"online_retail\",\"partition\":\"%s\",\"requestedBy\":\"rita\"}";

    private final Sluice sluice = Sluice.start();

    @AfterEach
    void close() {
        sluice.close();
    }

    @Test
    void startsTheIngestionOfEachPartitionOnceAndWaitsForNone() {
        sluice.activities().gates().outdate("2010-12-05", "2010-12-01", "2010-12-03");
        BatchIngestionResult result = result(ingest("2010-12-05"));
        sluice.settle();
        assertThat(result.partition()).isEqualTo("2010-12-05");
        assertThat(sluice.client()
                        .newUntypedWorkflowStub(EARLIER)
                        .getResult(BatchIngestionResult.class)
                        .outcome())
                .isEqualTo("PUBLISHED");
        assertThat(sluice.activities().staging().landings())
                .extracting(LandRequest::partition, LandRequest::correction)
                .containsExactlyInAnyOrder(
                        tuple("2010-12-05", false), tuple("2010-12-01", true), tuple("2010-12-03", true));
        assertThat(sluice.activities().gates().published())
                .extracting(PublishRequest::requestedBy)
                .containsOnly("rita");
        assertThat(sluice.details(EARLIER)).contains("late rows that came with 2010-12-05");
        assertThat(sluice.details(ID)).contains("whose ingestion was started: 2010-12-01, 2010-12-03");
    }

    @Test
    void startsNothingWhenNothingIsLate() {
        result(ingest("2010-12-05"));
        sluice.settle();
        assertThat(sluice.activities().staging().landings())
                .extracting(LandRequest::partition)
                .containsExactly("2010-12-05");
    }

    @Test
    void leavesLateRowsToAnIngestionThatRunsAlready() {
        sluice.activities()
                .gates()
                .judge(
                        "online_retail_gate",
                        request -> request.partition().equals("2010-12-01")
                                ? Verdicts.blocked(request, Verdicts.policy(), failedRows("price", "error"))
                                : Verdicts.pass(request));
        ingest("2010-12-01");
        sluice.settle();
        sluice.activities().gates().outdate("2010-12-05", "2010-12-01");
        WorkflowStub run = ingest("2010-12-05");
        sluice.environment().sleep(Duration.ofMinutes(1));
        assertThat(result(run).outcome()).isEqualTo("PUBLISHED");
        assertThat(sluice.details(ID)).contains("being ingested, which takes them in when it publishes: 2010-12-01");
        assertThat(sluice.activities().staging().landings())
                .extracting(LandRequest::partition)
                .containsExactly("2010-12-01", "2010-12-05");
    }

    @Test
    void startsOverWhenLateRowsCameInWhileItWasJudged() {
        sluice.activities().gates().outdate("2010-12-05", "2010-12-05");
        BatchIngestionResult result = result(ingest("2010-12-05"));
        assertThat(result.publishedSnapshotId()).isEqualTo("9000000000000000002");
        assertThat(sluice.activities().staging().landings())
                .extracting(LandRequest::correction)
                .containsExactly(false, true);
        assertThat(sluice.activities().gates().published()).hasSize(2);
    }

    private WorkflowStub ingest(String partition) {
        return sluice.start(BatchIngestion.TYPE, "ingest/online_retail/" + partition, INPUT.formatted(partition));
    }

    private static BatchIngestionResult result(WorkflowStub run) {
        return run.getResult(BatchIngestionResult.class);
    }
}
