package io.sluice.workers.replay;

import io.sluice.definitions.store.ByteStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteOptions;

/** State that is being rebuilt: in a folder of its own, which goes with it, so that memory does not grow with it. */
public final class ScratchStore implements ByteStore, AutoCloseable {
    static {
        RocksDB.loadLibrary();
    }

    /** Of a view that is re-keyed there are two for each partition of the log at once. */
    private static final long BUFFER_BYTES = 8L << 20;

    private static final String PREFIX = "replay";

    private final Path folder;
    private final Options options = new Options().setCreateIfMissing(true).setWriteBufferSize(BUFFER_BYTES);
    private final WriteOptions unlogged = new WriteOptions().setDisableWAL(true);
    private final RocksDB db;

    private ScratchStore(Path folder) {
        this.folder = folder;
        try {
            db = RocksDB.open(options, folder.toString());
        } catch (RocksDBException e) {
            throw new IllegalStateException("Cannot open a store in " + folder, e);
        }
    }

    /** An empty store in a new folder below this one. */
    public static ScratchStore open(Path below) {
        try {
            Files.createDirectories(below);
            return new ScratchStore(Files.createTempDirectory(below, PREFIX));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes what others left below a folder that were killed; for whoever has the folder for itself. */
    public static void clear(Path below) {
        try (Stream<Path> children = Files.list(below)) {
            children.filter(child -> child.getFileName().toString().startsWith(PREFIX) && Files.isDirectory(child))
                    .forEach(ScratchStore::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
            for (Path each : all) {
                Files.delete(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public byte @Nullable [] get(byte[] key) {
        try {
            return db.get(key);
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void put(byte[] key, byte[] value) {
        try {
            db.put(unlogged, key, value);
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void delete(byte[] key) {
        try {
            db.delete(unlogged, key);
        } catch (RocksDBException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void scan(byte[] from, byte[] to, Visitor visitor) {
        try (RocksIterator entries = db.newIterator()) {
            for (entries.seek(from); entries.isValid(); entries.next()) {
                if (Arrays.compareUnsigned(entries.key(), to) >= 0
                        || visitor.visit(entries.key(), entries.value()) == Step.STOP) {
                    return;
                }
            }
        }
    }

    /** All entries, by key. */
    public void forEach(Visitor visitor) {
        try (RocksIterator entries = db.newIterator()) {
            for (entries.seekToFirst(); entries.isValid(); entries.next()) {
                if (visitor.visit(entries.key(), entries.value()) == Step.STOP) {
                    return;
                }
            }
        }
    }

    @Override
    public void close() {
        db.close();
        unlogged.close();
        options.close();
        delete(folder);
    }
}
