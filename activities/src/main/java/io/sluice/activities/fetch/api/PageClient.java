package io.sluice.activities.fetch.api;

import io.sluice.activities.reader.Unreadable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Gets pages from one service: never faster than allowed, again after what may pass, with the service's own word on when. Nothing
 * it says names a header, a query or a body.
 */
final class PageClient {
    private static final Pattern NEXT = Pattern.compile("<([^>]*)>\\s*;[^,]*\\brel=\"?next\"?");
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final HttpClient client;
    private final Pause pause;
    private final Clock clock;
    private final String source;
    private final Limits limits;
    private final Map<String, String> headers;
    private @Nullable Instant last;

    PageClient(HttpClient client, Pause pause, Clock clock, String source, Limits limits, Map<String, String> headers) {
        this.client = client;
        this.pause = pause;
        this.clock = clock;
        this.source = source;
        this.limits = limits;
        this.headers = headers;
    }

    /** One page, whole. */
    Page get(URI address) throws InterruptedException {
        for (int attempt = 0; ; attempt++) {
            Duration wait = backOff(attempt);
            String trouble;
            try {
                keepPace();
                HttpResponse<InputStream> answer =
                        client.send(request(address), HttpResponse.BodyHandlers.ofInputStream());
                try (InputStream body = answer.body()) {
                    if (answer.statusCode() == 200) {
                        return page(address, answer.headers(), body);
                    }
                }
                trouble = "answers " + answer.statusCode();
                if (!mayPass(answer.statusCode())) {
                    throw Unreadable.source(source, shown(address) + " " + trouble + meaning(answer.statusCode()));
                }
                wait = retryAfter(answer.headers()).orElse(wait);
            } catch (IOException e) {
                trouble = "does not answer (" + e.getClass().getSimpleName() + ")";
            }
            if (attempt == limits.retries()) {
                String tries = attempt == 0 ? "" : ", also after %d tries".formatted(attempt + 1);
                throw new IllegalStateException(
                        "Cannot read source %s: %s %s%s".formatted(source, shown(address), trouble, tries));
            }
            pause.of(wait);
        }
    }

    private HttpRequest request(URI address) {
        HttpRequest.Builder request = HttpRequest.newBuilder(address)
                .timeout(limits.timeout())
                .header("Accept", "application/json")
                .header("User-Agent", "sluice");
        headers.forEach(request::header);
        return request.GET().build();
    }

    private Page page(URI address, HttpHeaders answered, InputStream body) throws IOException {
        byte[] bytes = body.readNBytes(limits.maxPageBytes() + 1);
        if (bytes.length > limits.maxPageBytes()) {
            throw Unreadable.source(
                    source,
                    "a page of " + shown(address) + " has more than " + limits.maxPageBytes()
                            + " bytes; ask for smaller pages (size) or raise max_page_bytes");
        }
        return new Page(bytes, link(answered));
    }

    private static Optional<String> link(HttpHeaders answered) {
        return answered.allValues("Link").stream()
                .map(NEXT::matcher)
                .filter(Matcher::find)
                .map(next -> next.group(1))
                .findFirst();
    }

    private void keepPace() throws InterruptedException {
        Instant now = clock.instant();
        if (last != null) {
            Duration left =
                    Duration.ofMillis(1000L / limits.requestsPerSecond()).minus(Duration.between(last, now));
            if (!left.isNegative() && !left.isZero()) {
                pause.of(left);
            }
        }
        last = clock.instant();
    }

    private static boolean mayPass(int status) {
        return status == 408 || status == 425 || status == 429 || status >= 500;
    }

    private static String meaning(int status) {
        return switch (status) {
            case 401, 403 -> "; the token is missing, wrong or not allowed to read it (token_secret)";
            case 404, 410 -> "; there is nothing at this address";
            default ->
                status / 100 == 3
                        ? "; a redirection is not followed, because it could take the token elsewhere: write the new address"
                        : "; 200 was expected";
        };
    }

    /** Half a second, doubled with each try. */
    private static Duration backOff(int attempt) {
        Duration wait = Duration.ofMillis(500L << Math.min(attempt, 20));
        return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }

    /** Seconds or a date; never longer than an activity may wait. */
    private Optional<Duration> retryAfter(HttpHeaders answered) {
        return answered.firstValue("Retry-After")
                .flatMap(this::parse)
                .map(wait -> wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
    }

    private Optional<Duration> parse(String value) {
        if (value.matches("\\d{1,9}")) {
            return Optional.of(Duration.ofSeconds(Long.parseLong(value)));
        }
        try {
            Instant when = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(clock.instant(), when);
            return Optional.of(wait.isNegative() ? Duration.ZERO : wait);
        } catch (DateTimeParseException neither) {
            return Optional.empty();
        }
    }

    /** Without its query, which may name what nobody should read in a history. */
    static String shown(URI address) {
        return address.getScheme() + "://" + address.getAuthority() + address.getPath();
    }
}
