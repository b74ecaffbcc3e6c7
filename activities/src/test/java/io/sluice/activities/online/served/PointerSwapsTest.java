package io.sluice.activities.online.served;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.testing.InMemoryOnlineStore;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Swaps of a pointer on their way from the store's notes to the archive. */
final class PointerSwapsTest {
    private static final String VIEW = "activity";

    @TempDir
    Path folder;

    private long now = 2_000;
    private final OnlineStore store = new InMemoryOnlineStore(new SettableClock());
    private Lake lake;
    private PointerSwaps swaps;

    private final class SettableClock extends Clock {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now);
        }
    }

    @BeforeEach
    void open() {
        lake = Lake.open(LakeConfig.embedded(folder));
        swaps = new PointerSwaps(store, new ServedArchive(lake, VIEW), VIEW);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void aSwapIsArchivedAlsoWhenTheClockOfTheStoreHasGoneBack() {
        swap(1);
        swaps.archive();
        now = 500;
        swap(2);
        swap(3);
        swaps.archive();
        assertThat(generations()).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(store.notes(VIEW, 0, OnlineStore.POINTER, 10)).isEmpty();
    }

    @Test
    void whatIsArchivedButNotForgottenYetIsNotArchivedAgain() {
        swap(1);
        swap(2);
        swaps.archive();
        // somebody archived this one and died before forgetting its note
        swap(3);
        new ServedArchive(lake, VIEW)
                .append(List.of(ServedRow.swap("v1", 3, now, null)), "pointer", position(), now + " v1 3 ");
        swap(4);
        swaps.archive();
        assertThat(generations()).containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
    }

    private String position() {
        return new ServedArchive(lake, VIEW).position("pointer").orElseThrow();
    }

    private void swap(long generation) {
        Optional<String> before = store.pointer(VIEW);
        assertThat(store.swapPointer(VIEW, before, "generation " + generation, "v1 " + generation + " "))
                .isTrue();
    }

    private List<Long> generations() {
        return new ServedArchive(lake, VIEW)
                .read("v1").stream().map(ServedRow::generation).toList();
    }
}
