package io.sluice.workflows.maintain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.workflows.Sluice;
import io.temporal.client.WorkflowFailedException;
import io.temporal.client.WorkflowStub;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class LakeMaintenanceTest {
    private static final String ID = "table/events.clicks";

    private final Sluice sluice = Sluice.start();

    @AfterEach
    void close() {
        sluice.close();
    }

    @Test
    void saysWhatWasDoneToTheTable() {
        sluice.activities()
                .faults()
                .next("MaintainTable", new UncheckedIOException(new ConnectException("the catalog is away")));
        WorkflowStub run = sluice.start(LakeMaintenance.TYPE, ID, "{\"table\":\"events.clicks\"}");

        assertThat(run.getResult(LakeMaintenanceResult.class))
                .isEqualTo(new LakeMaintenanceResult("events.clicks", 1_000, 10, 1_440, 100, 2));
        assertThat(sluice.details(ID))
                .contains("events.clicks: 1000 files are 10, 1440 snapshots are 100, 2 files of nobody are gone");
        assertThat(sluice.attribute(ID, "SluiceState")).isEqualTo("DONE");
        assertThat(sluice.attribute(ID, "SluiceKind")).isEqualTo("table");
    }

    @Test
    void keepsAsManyDaysAsItIsTold() {
        sluice.start(LakeMaintenance.TYPE, "table/served.shop", "{\"table\":\"served.shop\",\"keepDays\":9}")
                .getResult(LakeMaintenanceResult.class);
        sluice.start(LakeMaintenance.TYPE, ID, "{\"table\":\"events.clicks\"}").getResult(LakeMaintenanceResult.class);

        Instant nine = sluice.activities().maintenance().asked().get(0).keptSince();
        Instant three = sluice.activities().maintenance().asked().get(1).keptSince();
        assertThat(Duration.between(nine, three)).isBetween(Duration.ofDays(6), Duration.ofDays(7));
    }

    @Test
    void noDayAtAllIsRefused() {
        WorkflowStub run = sluice.start(LakeMaintenance.TYPE, ID, "{\"table\":\"events.clicks\",\"keepDays\":0}");

        assertThatThrownBy(() -> run.getResult(LakeMaintenanceResult.class))
                .isInstanceOf(WorkflowFailedException.class)
                .hasStackTraceContaining("keepDays must be from 1 to 3650, not 0");
    }
}
