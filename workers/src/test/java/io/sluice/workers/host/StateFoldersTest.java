package io.sluice.workers.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class StateFoldersTest {
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
