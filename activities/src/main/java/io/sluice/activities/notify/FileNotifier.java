package io.sluice.activities.notify;

import static java.util.Objects.requireNonNull;

import io.sluice.workflows.notice.Notice;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends a notice to a file as one line of JSON, unless a line has its key: whichever process wrote it. */
public final class FileNotifier implements Notifier {
    private final Path file;

    public FileNotifier(Path file) {
        this.file = requireNonNull(file, "file is null");
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public synchronized void send(Notice notice) {
        try {
            if (file.getParent() != null) {
                Files.createDirectories(file.getParent());
            }
            append(notice);
        } catch (IOException e) {
            throw new NotDeliveredException(
                    "Cannot write to " + file + ": " + e.getClass().getSimpleName(),
                    NotDeliveredException.Retry.MAY_HELP);
        }
    }

    private void append(Notice notice) throws IOException {
        try (FileChannel channel = FileChannel.open(
                        file, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
                java.nio.channels.FileLock lock = channel.lock()) {
            String written = Files.readString(file, StandardCharsets.UTF_8);
            if (lock.isValid() && written.lines().map(NoticeJson::key).noneMatch(notice.key()::equals)) {
                // A line that a dying process left half written ends here.
                String start = written.isEmpty() || written.endsWith("\n") ? "" : "\n";
                String line = start + NoticeJson.of(notice) + "\n";
                channel.position(channel.size());
                channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)));
                channel.force(true);
            }
        }
    }
}
