package io.sluice.activities.reader;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RemoteIterator;
import org.jspecify.annotations.Nullable;

/** Finds and hashes the files of a location: a file, a folder or a glob. */
public final class SourceFiles {
    private static final int REMEMBERED = 10_000;

    private final Map<Version, String> hashes = new ConcurrentHashMap<>();

    /** What a hash was taken of: rewritten files are hashed again. */
    private record Version(String path, long bytes, long modified) {}

    /**
     * The files of a location in the order of their paths, hidden ones left out.
     *
     * @throws io.temporal.failure.ApplicationFailure UnreadableSource when there are none or one is empty
     */
    public List<SourceFile> find(String source, String location, Configuration configuration) {
        try {
            Path path = new Path(location);
            FileSystem files = path.getFileSystem(configuration);
            List<FileStatus> found = list(files, path);
            if (found.isEmpty()) {
                throw missing(source, files.makeQualified(path));
            }
            return hashed(source, files, found);
        } catch (FileNotFoundException e) {
            throw Unreadable.source(source, missingSentence(location), e);
        } catch (IOException | IllegalArgumentException e) {
            throw Unreadable.source(source, "cannot open " + location + " (" + e.getMessage() + ")", e);
        }
    }

    private static RuntimeException missing(String source, Path path) {
        return Unreadable.source(source, missingSentence(path.toString()));
    }

    private static String missingSentence(String location) {
        return "there is no file at " + location
                + "; a file or a folder of files was expected there. Put it there, or start again with \"path\"";
    }

    private static List<FileStatus> list(FileSystem files, Path path) throws IOException {
        List<FileStatus> found = new ArrayList<>();
        FileStatus @Nullable [] matches = files.globStatus(path);
        for (FileStatus match : matches == null ? new FileStatus[0] : matches) {
            if (match.isDirectory()) {
                addFolder(files, match.getPath(), found);
            } else if (!hidden(match.getPath().getParent(), match.getPath())) {
                found.add(match);
            }
        }
        found.sort(Comparator.comparing(file -> file.getPath().toString()));
        return found;
    }

    private static void addFolder(FileSystem files, Path folder, List<FileStatus> found) throws IOException {
        RemoteIterator<LocatedFileStatus> inside = files.listFiles(folder, true);
        while (inside.hasNext()) {
            LocatedFileStatus file = inside.next();
            if (!hidden(folder, file.getPath())) {
                found.add(file);
            }
        }
    }

    /** Markers such as _SUCCESS and temporary folders of writers are not data. */
    private static boolean hidden(Path folder, Path file) {
        for (Path part = file; part != null && !part.equals(folder); part = part.getParent()) {
            if (part.getName().startsWith("_") || part.getName().startsWith(".")) {
                return true;
            }
        }
        return false;
    }

    private List<SourceFile> hashed(String source, FileSystem files, List<FileStatus> found) throws IOException {
        List<SourceFile> result = new ArrayList<>();
        for (FileStatus file : found) {
            if (file.getLen() == 0) {
                throw Unreadable.source(
                        source,
                        "the file " + file.getPath() + " is empty (0 bytes); a day without rows is a file with a header"
                                + " or a schema and no rows. Have it sent again");
            }
            result.add(new SourceFile(
                    file.getPath().toString(), file.getLen(), file.getModificationTime(), hash(files, file)));
        }
        return result;
    }

    private String hash(FileSystem files, FileStatus file) throws IOException {
        Version version = new Version(file.getPath().toString(), file.getLen(), file.getModificationTime());
        String known = hashes.get(version);
        if (known != null) {
            return known;
        }
        if (hashes.size() > REMEMBERED) {
            hashes.clear();
        }
        String computed = read(files, file.getPath());
        hashes.put(version, computed);
        return computed;
    }

    private static String read(FileSystem files, Path path) throws IOException {
        MessageDigest digest = sha256();
        byte[] buffer = new byte[1 << 16];
        try (InputStream in = files.open(path)) {
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
