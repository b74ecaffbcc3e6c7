package io.sluice.workers.host;

import static java.util.Objects.requireNonNull;

import io.sluice.workers.replay.ScratchStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * Folders of apps on this machine. Of an app that is hosted twice for a moment, because one host is thought to be dead, each has
 * its own; one that is started again gets the folder that it had, and finds its state there when it was closed cleanly. What a loader that was killed had half done is removed.
 */
public final class StateFolders {
    private static final int MOST = 100;

    private final Path root;

    public StateFolders(Path root) {
        this.root = requireNonNull(root, "root is null");
    }

    /** The first folder of an instance that nobody has. */
    Taken take(String instance) {
        String name = instance.replaceAll("[^A-Za-z0-9_.-]", "-");
        for (int number = 0; number < MOST; number++) {
            Taken taken = take(root.resolve(name).resolve(String.valueOf(number)));
            if (taken != null) {
                return taken;
            }
        }
        throw new IllegalStateException("All folders of %s in %s are taken".formatted(instance, root));
    }

    private static @Nullable Taken take(Path folder) {
        try {
            Files.createDirectories(folder);
            FileChannel channel =
                    FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            Taken taken = new Taken(folder, channel);
            if (isFree(taken)) {
                return taken;
            }
            taken.close();
            return null;
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the state folder " + folder, e);
        }
    }

    /** Clears a folder that is free. One that cannot be cleared is given back: a lock that stays would hide it from the next try. */
    private static boolean isFree(Taken taken) throws IOException {
        boolean done = false;
        try {
            boolean free = lock(taken.lock()) != null;
            if (free) {
                ScratchStore.clear(taken.path());
            }
            done = true;
            return free;
        } finally {
            if (!done) {
                taken.close();
            }
        }
    }

    private static @Nullable FileLock lock(FileChannel channel) throws IOException {
        try {
            return channel.tryLock();
        } catch (OverlappingFileLockException takenInThisProcess) {
            return null;
        }
    }

    /** A folder that is this host's until it is closed, or the process ends. */
    record Taken(Path path, FileChannel lock) implements AutoCloseable {
        @Override
        public void close() {
            try {
                lock.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
