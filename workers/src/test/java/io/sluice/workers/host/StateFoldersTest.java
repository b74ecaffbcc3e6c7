package io.sluice.workers.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.workers.replay.ScratchStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
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

    @Test
    void aFolderThatCannotBeClearedIsThereAgainForTheNextTry() throws IOException {
        Path deep = Files.createDirectory(root.resolve("deep"));
        Files.createDirectories(chain(deep));
        Path far = Files.createDirectories(chain(root));
        StateFolders folders = new StateFolders(far);
        Path own = far.resolve("view/0");
        folders.take("view").close();
        // together their names are longer than what the file system takes, whoever asks
        Path leftover = Files.move(deep, own.resolve("replay1"));

        assertThatThrownBy(() -> folders.take("view")).isInstanceOf(UncheckedIOException.class);

        assertThatThrownBy(() -> folders.take("view"))
                .as("no other folder is given instead")
                .isInstanceOf(UncheckedIOException.class);
        Files.move(leftover, deep);
        try (StateFolders.Taken taken = folders.take("view")) {
            assertThat(taken.path()).isEqualTo(own);
        }
    }

    /** A lock of a file is the whole process's: looking at a folder that is taken must not give its lock up. */
    @Test
    void aFolderThatIsTakenStaysLockedForOtherProcesses() throws IOException {
        StateFolders folders = new StateFolders(root);
        try (StateFolders.Taken first = folders.take("view");
                StateFolders.Taken second = folders.take("view")) {
            assertThat(locks(first)).hasSize(1);
            assertThat(locks(second)).hasSize(1);
        }
        try (StateFolders.Taken again = folders.take("view")) {
            assertThat(locks(again)).hasSize(1);
        }
    }

    private static List<String> locks(StateFolders.Taken taken) throws IOException {
        String inode = ":%s ".formatted(Files.getAttribute(taken.path().resolve("lock"), "unix:ino"));
        return Files.readAllLines(Path.of("/proc/locks")).stream()
                .filter(line -> line.contains(inode))
                .toList();
    }

    private static Path chain(Path from) {
        Path chain = from;
        for (int i = 0; i < 12; i++) {
            chain = chain.resolve("d".repeat(200));
        }
        return chain;
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
