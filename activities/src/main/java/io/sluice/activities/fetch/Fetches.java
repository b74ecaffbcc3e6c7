package io.sluice.activities.fetch;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.activities.failpoint.FailPoints;
import io.sluice.definitions.model.Source.Batch.Access;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.hadoop.fs.FileAlreadyExistsException;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/**
 * {@code <root>/<source>/<partition>/<run>-<delivery>}: the answers that landing reads, each stored once.
 *
 * <p>Every try writes into a folder of its own; the one that first writes the marker wins, whatever happens to the others. So an
 * activity that is run again reads what its first try was told, and a later run or a person can land it again by its path.
 */
public final class Fetches {
    private static final String MARKER = "_fetched.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String root;
    private final Clock clock;
    private final Map<Access, Fetcher> fetchers;

    /**
     * Creates one.
     *
     * @param root where answers are stored, on any file system that Hadoop knows; usually {@code <warehouse>/fetched}
     */
    public Fetches(String root, Clock clock, Map<Access, Fetcher> fetchers) {
        this.root = requireNonNull(root, "root is null");
        this.clock = requireNonNull(clock, "clock is null");
        this.fetchers = Map.copyOf(fetchers);
    }

    /** Whether sources of this kind are fetched; files are read where they are. */
    public boolean fetches(Access access) {
        return fetchers.containsKey(access);
    }

    /** Fetches, or finds what the same run and delivery fetched before. */
    public Fetched fetch(SparkSession session, FetchRequest request) {
        Fetcher fetcher = requireNonNull(fetchers.get(request.batch().access()), "fetcher is null");
        Path folder = new Path(
                root,
                request.source().name() + "/" + request.partition() + "/" + request.run() + "-" + request.delivery());
        try {
            FileSystem files = folder.getFileSystem(Fetcher.configuration(session));
            Path marker = new Path(folder, MARKER);
            Optional<Fetched> stored = find(files, marker);
            return stored.isPresent() ? stored.get() : fetch(files, marker, fetcher, session, request);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot store what source " + request.source().name() + " answered in " + folder, e);
        }
    }

    private Fetched fetch(FileSystem files, Path marker, Fetcher fetcher, SparkSession session, FetchRequest request)
            throws IOException {
        Path mine = new Path(marker.getParent(), UUID.randomUUID().toString());
        // Before the first question: what happens while answers come in may be missing from them.
        Fetched fetched = new Fetched(mine.toString(), clock.millis());
        fetcher.fetch(session, request, mine);
        FailPoints.hit("fetch.before-marker");
        try (OutputStream out = files.create(marker, false)) {
            out.write(JSON.writeValueAsBytes(fetched));
        } catch (FileAlreadyExistsException anotherTryWasFaster) {
            files.delete(mine, true);
            return find(files, marker).orElseThrow(() -> anotherTryWasFaster);
        }
        FailPoints.hit("fetch.after-marker");
        return fetched;
    }

    private static Optional<Fetched> find(FileSystem files, Path marker) throws IOException {
        try (InputStream in = files.open(marker)) {
            return Optional.of(JSON.readValue(in, Fetched.class));
        } catch (FileNotFoundException missing) {
            return Optional.empty();
        } catch (JsonProcessingException cutOff) {
            // A try that died while it wrote the marker: nothing was landed from it.
            files.delete(marker, false);
            return Optional.empty();
        }
    }
}
