package io.sluice.activities.notify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FileNotifierTest extends NotifierContract {
    @TempDir
    Path folder;

    @Override
    Notifier notifier() {
        return new FileNotifier(file());
    }

    private Path file() {
        return folder.resolve("notices").resolve("gates.jsonl");
    }

    @Override
    List<String> arrived() {
        try {
            return Files.readAllLines(file());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anotherProcessKnowsWhatWasWritten() throws IOException {
        notifier().send(notice("one"));
        Files.writeString(file(), Files.readString(file()) + "{\"key\":\"half");
        notifier().send(notice("one"));
        notifier().send(notice("two"));
        assertThat(arrived()).hasSize(3);
        assertThat(arrived().get(2)).startsWith("{\"key\":\"two\"").contains("\"text\":\"" + SENTENCE + "\"");
    }

    @Test
    void aFileThatCannotBeWrittenIsNoDelivery() {
        assertThatThrownBy(() -> new FileNotifier(folder).send(notice("one")))
                .isInstanceOf(NotDeliveredException.class)
                .hasMessageStartingWith("Cannot write to ");
    }
}
