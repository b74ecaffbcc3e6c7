package io.sluice.workers.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.workers.replay.ScratchStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateFoldersTest {
    @Test
    void whatALoaderThatWasKilledLeftIsRemovedByWhoeverHasItsFolderNext() throws IOException {
        StateFolders folders = new StateFolders(root);
        Path folder;
        try (StateFolders.Taken taken = folders.take("view")) {
            folder = taken.path();
            ScratchStore.open(folder).put(new byte[] {1}, new byte[] {2});
            Files.createDirectory(folder.resolve("sluice.view.activity_v1.clicks.e1"));
        }
        try (StateFolders.Taken again = folders.take("view")) {
            assertThat(again.path()).isEqualTo(folder);
            try (Stream<Path> left = Files.list(folder)) {
                assertThat(left)
                        .extracting(path -> path.getFileName().toString())
                        .containsExactlyInAnyOrder("lock", "sluice.view.activity_v1.clicks.e1");
            }
        }
    }

    @TempDir
    Path root;

    @Test
    void whoeverIsHostedTwiceHasAFolderEachAndTheFirstIsGivenAgain() {
        StateFolders folders = new StateFolders(root);
        StateFolders.Taken first = folders.take("stream/clicks/accept/1");
        StateFolders.Taken second = folders.take("stream/clicks/accept/1");
        StateFolders.Taken other = folders.take("stream/clicks/view/a_v1/1");

        assertThat(first.path()).isEqualTo(root.resolve("stream-clicks-accept-1/0"));
        assertThat(second.path()).isEqualTo(root.resolve("stream-clicks-accept-1/1"));
        assertThat(other.path()).isEqualTo(root.resolve("stream-clicks-view-a_v1-1/0"));

        first.close();
        assertThat(folders.take("stream/clicks/accept/1").path()).isEqualTo(first.path());
    }
}
