package io.sluice.activities.ingest;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.PositionedReadable;
import org.apache.hadoop.fs.Seekable;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.util.Progressable;

/** A store of objects under {@code memory://}, as far as reading sources needs one. */
public final class MemoryFileSystem extends FileSystem {
    private static final Map<String, byte[]> OBJECTS = new TreeMap<>();

    private URI uri = URI.create("memory://bucket");

    @Override
    public void initialize(URI name, Configuration configuration) throws IOException {
        super.initialize(name, configuration);
        setConf(configuration);
        uri = URI.create(name.getScheme() + "://" + name.getAuthority());
    }

    @Override
    public String getScheme() {
        return "memory";
    }

    @Override
    public URI getUri() {
        return uri;
    }

    @Override
    public FSDataInputStream open(Path path, int buffer) throws IOException {
        byte[] bytes = OBJECTS.get(key(path));
        if (bytes == null) {
            throw new FileNotFoundException(path.toString());
        }
        return new FSDataInputStream(new ObjectStream(bytes));
    }

    @Override
    public FSDataOutputStream create(
            Path path, FsPermission permission, boolean overwrite, int buffer, short copies, long block, Progressable p)
            throws IOException {
        return new FSDataOutputStream(
                new ByteArrayOutputStream() {
                    @Override
                    public void close() {
                        OBJECTS.put(key(path), toByteArray());
                    }
                },
                null);
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        byte[] bytes = OBJECTS.get(key(path));
        if (bytes != null) {
            return new FileStatus(bytes.length, false, 1, 1 << 20, 1_704_103_200_000L, makeQualified(path));
        }
        if (OBJECTS.keySet().stream().anyMatch(key -> key.startsWith(key(path) + "/"))) {
            return new FileStatus(0, true, 1, 0, 0, makeQualified(path));
        }
        throw new FileNotFoundException(path.toString());
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        if (OBJECTS.containsKey(key(path))) {
            return new FileStatus[] {getFileStatus(path)};
        }
        List<FileStatus> found = new ArrayList<>();
        for (String key : OBJECTS.keySet()) {
            if (key.startsWith(key(path) + "/")) {
                found.add(getFileStatus(new Path(uri + key)));
            }
        }
        return found.toArray(FileStatus[]::new);
    }

    @Override
    public FSDataOutputStream append(Path path, int buffer, Progressable progress) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean rename(Path from, Path to) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean delete(Path path, boolean recursive) {
        return OBJECTS.remove(key(path)) != null;
    }

    @Override
    public boolean mkdirs(Path path, FsPermission permission) {
        return true;
    }

    @Override
    public void setWorkingDirectory(Path path) {
        // there is none
    }

    @Override
    public Path getWorkingDirectory() {
        return new Path(uri + "/");
    }

    private static String key(Path path) {
        return path.toUri().getPath();
    }

    private static final class ObjectStream extends ByteArrayInputStream implements Seekable, PositionedReadable {
        ObjectStream(byte[] bytes) {
            super(bytes);
        }

        @Override
        public void seek(long position) {
            pos = Math.toIntExact(position);
        }

        @Override
        public long getPos() {
            return pos;
        }

        @Override
        public boolean seekToNewSource(long target) {
            return false;
        }

        @Override
        public int read(long position, byte[] into, int offset, int length) {
            int available = Math.min(length, count - Math.toIntExact(position));
            if (available <= 0) {
                return -1;
            }
            System.arraycopy(buf, Math.toIntExact(position), into, offset, available);
            return available;
        }

        @Override
        public void readFully(long position, byte[] into, int offset, int length) throws IOException {
            if (read(position, into, offset, length) < length) {
                throw new java.io.EOFException();
            }
        }

        @Override
        public void readFully(long position, byte[] into) throws IOException {
            readFully(position, into, 0, into.length);
        }
    }
}
