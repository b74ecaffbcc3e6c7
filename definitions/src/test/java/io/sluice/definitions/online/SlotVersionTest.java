package io.sluice.definitions.online;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class SlotVersionTest {
    @Test
    void itsBytesCompareAsItDoes() {
        long[] numbers = {0, 1, 127, 128, 255, 256, 1_300_000_000_000L, Long.MAX_VALUE};
        SlotVersion before = null;
        for (long major : numbers) {
            for (long minor : numbers) {
                SlotVersion version = SlotVersion.ofRelease(major, minor);
                assertThat(version.encoded()).hasSize(SlotVersion.BYTES);
                assertThat(SlotVersion.decode(version.encoded())).isEqualTo(version);
                if (before != null) {
                    assertThat(version).isGreaterThan(before);
                    assertThat(Arrays.compareUnsigned(version.encoded(), before.encoded()))
                            .isPositive();
                }
                before = version;
            }
        }
    }

    @Test
    void isTwoNumbersBigEndian() {
        assertThat(SlotVersion.ofRelease(17, 258).encoded())
                .containsExactly(0, 0, 0, 0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 1, 2);
    }

    @Test
    void refusesWhatWouldNotCompare() {
        assertThatThrownBy(() -> new SlotVersion(-1, 0)).hasMessage("Invalid slot version: -1 | 0");
        assertThatThrownBy(() -> new SlotVersion(0, -1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SlotVersion.decode(new byte[15])).isInstanceOf(IllegalArgumentException.class);
    }
}
