package io.sluice.activities.fetch.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.activities.fetch.Credentials;
import io.sluice.activities.fetch.FetchRequest;
import io.sluice.activities.fetch.Fetcher;
import io.sluice.activities.reader.Unreadable;
import io.sluice.activities.reader.json.JsonItems;
import io.sluice.activities.secret.SecretSource;
import io.temporal.activity.Activity;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.sql.SparkSession;

/** Reads an export page by page into {@code page-000001.json} and so on, each byte as it came. */
public final class ApiFetcher implements Fetcher {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Credentials credentials;
    private final Pause pause;
    private final Clock clock;
    private final HttpClient client;

    public ApiFetcher(SecretSource secrets, Pause pause, Clock clock) {
        this.credentials = new Credentials(secrets);
        this.pause = requireNonNull(pause, "pause is null");
        this.clock = requireNonNull(clock, "clock is null");
        // Redirections are not followed: they could take the token to another host.
        this.client = HttpClient.newBuilder()
                .connectTimeout(Duration.ofSeconds(20))
                .followRedirects(HttpClient.Redirect.NEVER)
                .build();
    }

    @Override
    public void fetch(SparkSession session, FetchRequest request, Path folder) {
        Limits limits = Limits.of(request);
        PageClient pages = new PageClient(client, pause, clock, request.source().name(), limits, headers(request));
        try {
            FileSystem files = folder.getFileSystem(Fetcher.configuration(session));
            files.mkdirs(folder);
            all(pages, limits, request, files, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Cannot store pages of source " + request.source().name(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while pages were fetched", e);
        }
    }

    @Override
    public void probe(FetchRequest request) {
        Limits once = Limits.of(request).withoutRetries();
        String source = request.source().name();
        try {
            new PageClient(client, pause, clock, source, once, headers(request))
                    .get(checked(request, new Paging(request).first()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while source " + source + " was asked", e);
        }
    }

    private void all(PageClient pages, Limits limits, FetchRequest request, FileSystem files, Path folder)
            throws IOException, InterruptedException {
        Paging paging = new Paging(request);
        Set<URI> seen = new LinkedHashSet<>();
        long bytes = 0;
        Optional<URI> next = Optional.of(checked(request, paging.first()));
        while (next.isPresent()) {
            beat();
            URI address = next.get();
            checkProgress(request, limits, seen, address, bytes);
            Page page = pages.get(address);
            try (OutputStream out = files.create(new Path(folder, "page-%06d.json".formatted(seen.size())), true)) {
                out.write(page.body());
            }
            bytes += page.body().length;
            next = next(request, paging, address, page).map(following -> checked(request, following));
        }
    }

    private static Optional<URI> next(FetchRequest request, Paging paging, URI address, Page page) {
        JsonNode document;
        try {
            document = JSON.readTree(page.body());
        } catch (IOException e) {
            throw Unreadable.source(
                    request.source().name(), "a page of " + PageClient.shown(address) + " is no JSON document");
        }
        JsonNode items = JsonItems.at(document, request.option("items", ""));
        if (items.isMissingNode() || items.isNull()) {
            throw Unreadable.source(
                    request.source().name(),
                    "a page of " + PageClient.shown(address) + " has nothing at items: " + request.option("items", ""));
        }
        return paging.next(page, document, items.isArray() ? items.size() : 1);
    }

    private static void checkProgress(FetchRequest request, Limits limits, Set<URI> seen, URI address, long bytes) {
        String source = request.source().name();
        if (!seen.add(address)) {
            throw Unreadable.source(
                    source,
                    "page " + seen.size() + " of " + PageClient.shown(address)
                            + " leads to a page that was read before");
        }
        if (seen.size() > limits.maxPages()) {
            throw Unreadable.source(
                    source,
                    "there are more than " + limits.maxPages()
                            + " pages; ask for larger ones (size) or raise max_pages");
        }
        if (bytes > limits.maxBytes()) {
            throw Unreadable.source(
                    source, "the pages hold more than " + (limits.maxBytes() >> 20) + " MiB; raise max_mib");
        }
    }

    /** A link to another service would hand it the token. */
    private static URI checked(FetchRequest request, URI address) {
        URI own = URI.create(request.location());
        boolean same = own.getScheme().equals(address.getScheme())
                && own.getAuthority().equals(address.getAuthority());
        if (!same) {
            throw Unreadable.source(
                    request.source().name(),
                    "a page of " + PageClient.shown(own) + " leads to another service, " + address.getAuthority()
                            + ", which is not followed");
        }
        return address;
    }

    private Map<String, String> headers(FetchRequest request) {
        Map<String, String> headers = new LinkedHashMap<>();
        credentials
                .find(request, "token_secret")
                .ifPresent(token -> headers.put(
                        request.option("token_header", "Authorization"),
                        request.option("token_prefix", "Bearer ") + token.reveal()));
        return headers;
    }

    /** Between pages, so that a cancelled run stops asking. */
    private static void beat() {
        try {
            Activity.getExecutionContext().heartbeat("fetching");
        } catch (IllegalStateException outsideOfAnActivity) {
            // a test, or a command
        }
    }
}
