package io.sluice.workflows.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.sluice.workflows.Sluice;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What instances tell their lane. */
final class CheckpointReportTest {
    private static final String INSTANCE = "stream/" + "c".repeat(200) + "/accept/1";

    @Test
    void isBoundedWhateverTheNumberOfPartitions() throws Exception {
        List<PartitionCheckpoint> partitions = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            partitions.add(
                    partition(i, i == 700 ? List.of(longest(0), longest(1), longest(2), longest(3)) : List.of()));
        }
        CheckpointReport report =
                CheckpointReport.of(INSTANCE, Long.MAX_VALUE, Long.MAX_VALUE, "f".repeat(64), partitions);
        assertThat(report.partitionsInAll()).isEqualTo(1000);
        assertThat(report.lag()).isEqualTo(1000L * 1_000_000_000);
        assertThat(report.partitions().get(0).partition()).isEqualTo(700);
        assertThat(report.partitions().get(0).held()).hasSize(3);
        String json = JsonMapper.builder().build().writeValueAsString(report);
        assertThat(json.length()).isLessThan(CheckpointReport.MAX_BYTES);
        assertThat(CheckpointReport.from(Sluice.json(json))).isEqualTo(report);
    }

    @Test
    void isBoundedWhenEveryPartitionFails() throws Exception {
        List<PartitionCheckpoint> partitions = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            partitions.add(partition(i, List.of(longest(0), longest(1), longest(2))));
        }
        CheckpointReport report = CheckpointReport.of(INSTANCE, 1, 1, "f".repeat(64), partitions);
        assertThat(JsonMapper.builder().build().writeValueAsString(report).length())
                .isLessThan(CheckpointReport.MAX_BYTES);
    }

    @Test
    void isReadLenientlyOrRefusedWithAReason() {
        String later = "{\"instance\":\"i\",\"at\":1,\"epoch\":1,\"partitions\":[],\"more\":0,\"new\":true}";
        assertThat(CheckpointReport.from(Sluice.json(later)).fingerprint()).isEmpty();
        assertThatThrownBy(() -> CheckpointReport.from(Sluice.json("{\"instance\":\"i\"}")))
                .hasMessageContaining("no report of a checkpoint");
        assertThatThrownBy(() -> CheckpointReport.from(Sluice.json("null"))).hasMessageContaining("report is null");
        assertThatThrownBy(() -> CheckpointReport.from(null)).hasMessageContaining("0 were sent");
        assertThatThrownBy(() -> CheckpointReport.from(Sluice.json("\"" + "x".repeat(40_000) + "\"")))
                .hasMessageContaining("one report of at most 32768 bytes is expected, but 40002 were sent");
        String held = later.replace("[]", "[{\"partition\":1,\"verdict\":\"FAIL\",\"held\":[\"1:9-3\"]}]");
        assertThatThrownBy(() -> CheckpointReport.from(Sluice.json(held)))
                .hasMessageContaining("Invalid interval: 1:9-3");
    }

    @Test
    void intervalsAreInTheOrderOfTheLog() {
        assertThat(partition(0, List.of("2:1-2", "1:10-12", "1:9-9")).intervals())
                .extracting(Interval::toString)
                .containsExactly("1:9-9", "1:10-12", "2:1-2");
        assertThatThrownBy(() -> Interval.parse("1:a-b"))
                .hasMessageContaining("<epoch>:<from>-<to> is expected: 1:a-b");
    }

    private static String longest(int i) {
        return "999999999999999999:9999999999999990%d-99999999999999999%d".formatted(i, i);
    }

    private static PartitionCheckpoint partition(int number, List<String> held) {
        long most = 1_000_000_000_000_000L;
        return new PartitionCheckpoint(
                number,
                Long.toString(most),
                most,
                most,
                most,
                most,
                most,
                most,
                most,
                most,
                most,
                1_000_000_000,
                held.isEmpty() ? "PASS" : "FAIL",
                held);
    }
}
