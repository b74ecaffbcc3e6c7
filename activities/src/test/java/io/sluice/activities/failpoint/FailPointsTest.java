package io.sluice.activities.failpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FailPointsTest {
    @TempDir
    Path folder;

    @Test
    void claimsNothingUnlessSwitchedOn() {
        assertThat(FailPoints.of(Map.of()).claims("a.before")).isFalse();
        assertThat(points("b.before").claims("a.before")).isFalse();
    }

    @Test
    void claimsEachNamedPointOnceOverAllProcesses() {
        assertThat(points("a.before, b.before").claims("a.before")).isTrue();
        assertThat(points("a.before, b.before").claims("a.before")).isFalse();
        assertThat(points("a.before, b.before").claims("b.before")).isTrue();
        assertThat(folder.resolve("a.before")).exists();
    }

    @Test
    void starSwitchesAllOn() {
        assertThat(points("*").claims("anything")).isTrue();
        assertThat(points("*").claims("anything")).isFalse();
    }

    @Test
    void asksForTheFolderOfTheMarkers() {
        assertThatThrownBy(() -> FailPoints.of(Map.of("SLUICE_FAILPOINTS", "*")))
                .hasMessageContaining("SLUICE_FAILPOINTS_DIR");
    }

    @Test
    void haltsTheProcessOnce() throws Exception {
        assertThat(runOnce()).isEqualTo(137);
        assertThat(runOnce()).isZero();
    }

    private int runOnce() throws Exception {
        ProcessBuilder process = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                HitsOnePoint.class.getName());
        process.environment().put("SLUICE_FAILPOINTS", "here");
        process.environment().put("SLUICE_FAILPOINTS_DIR", folder.toString());
        return process.inheritIO().start().waitFor();
    }

    private FailPoints points(String names) {
        return FailPoints.of(Map.of("SLUICE_FAILPOINTS", names, "SLUICE_FAILPOINTS_DIR", folder.toString()));
    }

    static final class HitsOnePoint {
        private HitsOnePoint() {}

        public static void main(String[] arguments) {
            FailPoints.hit("here");
        }
    }
}
