package io.sluice.activities.fetch.api;

import io.sluice.activities.fetch.FetchRequest;
import io.sluice.definitions.time.Durations;
import java.time.Duration;

/**
 * How much of a service one fetch may take, and how patiently.
 *
 * @param retries of one page, after its first try
 */
record Limits(int requestsPerSecond, int retries, Duration timeout, int maxPages, int maxPageBytes, long maxBytes) {
    private static final long MIB = 1L << 20;

    static Limits of(FetchRequest request) {
        return new Limits(
                request.number("requests_per_second", 10),
                request.number("retries", 5),
                Durations.parse(request.option("timeout", "60 seconds")),
                request.number("max_pages", 10_000),
                request.number("max_page_bytes", 64 << 20),
                request.number("max_mib", 10_240) * MIB);
    }

    /** The same, with one try and little patience: for a question that somebody waits for. */
    Limits withoutRetries() {
        return new Limits(requestsPerSecond, 0, Duration.ofSeconds(10), maxPages, maxPageBytes, maxBytes);
    }
}
