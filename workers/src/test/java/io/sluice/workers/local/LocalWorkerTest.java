package io.sluice.workers.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a test is told of a worker that does not start. */
final class LocalWorkerTest {
    @TempDir
    private Path folder;

    @Test
    void oneThatEndsBeforeItIsReadyFailsTheTestWithWhatItPrinted() {
        assertThatThrownBy(() -> start("echo 'not built yet: run make build'; exit 3"))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("ended with 3 before it was ready")
                .hasMessageContaining("not built yet: run make build");
    }

    @Test
    void oneThatWasKilledBeforeItSaidThatItIsReadyHasStarted() {
        assertThat(start("kill -9 $$").await()).isEqualTo(137);
        assertThat(start("echo Sluice worker ready; exit 3").await()).isEqualTo(3);
    }

    private LocalWorker start(String script) {
        return LocalWorker.start(new ProcessBuilder("sh", "-c", script), folder.resolve("worker.log"));
    }
}
