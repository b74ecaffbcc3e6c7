package io.sluice.workflows.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workflows.Sluice;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class BatchIngestionTest {
    private static final String ID = "ingest/online_retail/2010-12-01";

    private final Sluice sluice = Sluice.start();

    @AfterEach
    void close() {
        sluice.close();
    }

    @Test
    void publishesWhatItsGatePasses() {
        BatchIngestionResult result = sluice.stub(BatchIngestion.class, ID)
                .run(new BatchIngestionInput("online_retail", "2010-12-01", null, null, null, null));

        assertThat(result.outcome()).isEqualTo("PUBLISHED");
        assertThat(result.rowsRead()).isEqualTo(100);
        assertThat(sluice.activities().gates().published()).hasSize(1);
        assertThat(sluice.activities().faults().calls())
                .containsExactly(
                        "RegisteredSearchAttributes",
                        "ResolveIngestion",
                        "Land",
                        "Stage",
                        "RegisteredSearchAttributes",
                        "Audit",
                        "RecordOutcome",
                        "Publish");
    }
}
