package io.sluice.workers.host;

import static java.util.Objects.requireNonNull;

import io.sluice.workers.replay.ScratchStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Folders of apps on this machine. Of an app that is hosted twice for a moment, because one host is thought to be dead, each has
 * its own; one that is started again gets the folder that it had, and finds its state there when it was closed cleanly. What a loader that was killed had half done is removed.
 */
public final class StateFolders {
    private static final int MOST = 100;
    private static final Set<Path> TAKEN = ConcurrentHashMap.newKeySet();

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

    /**
     * A lock of a file is the process's, and closing any channel of that file gives it up: a folder that this process has is not
     * even opened.
     */
    private static @Nullable Taken take(Path folder) {
        try {
            Path path = Files.createDirectories(folder).toRealPath();
            if (!TAKEN.add(path)) {
                return null;
            }
            @Nullable Taken taken = null;
            try {
                taken = locked(path);
                return taken;
            } finally {
                if (taken == null) {
                    TAKEN.remove(path);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot use the state folder " + folder, e);
        }
    }

    /** Locks and clears a folder. One that cannot be cleared is given back: a lock that stays would hide it from the next try. */
    private static @Nullable Taken locked(Path folder) throws IOException {
        FileChannel channel =
                FileChannel.open(folder.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        boolean done = false;
        try {
            if (channel.tryLock() == null) {
                return null;
            }
            ScratchStore.clear(folder);
            done = true;
            return new Taken(folder, channel);
        } finally {
            if (!done) {
                channel.close();
            }
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
            } finally {
                TAKEN.remove(path);
            }
        }
    }
}
