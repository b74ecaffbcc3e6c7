package io.sluice.activities.fetch.api;

import com.fasterxml.jackson.databind.JsonNode;
import io.sluice.activities.fetch.FetchRequest;
import io.sluice.activities.reader.json.JsonItems;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Which address comes after a page; one kind for each value of {@code paging}. */
final class Paging {
    private final FetchRequest request;
    private final String kind;
    private long number;

    Paging(FetchRequest request) {
        this.request = request;
        this.kind = request.option("paging", "none");
        this.number = request.number("first", kind.equals("offset") ? 0 : 1);
    }

    URI first() {
        return URI.create(counts() ? with(sized(), parameter(), String.valueOf(number)) : sized());
    }

    /**
     * The next address, or empty after the last page.
     *
     * @param document the page, parsed
     * @param records how many records it holds
     */
    Optional<URI> next(Page page, JsonNode document, int records) {
        return switch (kind) {
            case "page", "offset" -> counted(records);
            case "cursor" -> found(document).map(cursor -> URI.create(with(sized(), parameter(), cursor)));
            case "link" ->
                (request.batch().options().containsKey("next") ? found(document) : page.link())
                        .map(link -> first().resolve(link));
            default -> Optional.empty();
        };
    }

    private Optional<URI> counted(int records) {
        if (records == 0) {
            return Optional.empty();
        }
        number += kind.equals("page") ? 1 : records;
        return Optional.of(URI.create(with(sized(), parameter(), String.valueOf(number))));
    }

    private Optional<String> found(JsonNode document) {
        JsonNode next = JsonItems.at(document, request.option("next", ""));
        boolean none = next.isMissingNode()
                || next.isNull()
                || !next.isValueNode()
                || next.asText().isEmpty();
        return none ? Optional.empty() : Optional.of(next.asText());
    }

    private boolean counts() {
        return kind.equals("page") || kind.equals("offset");
    }

    private String sized() {
        String size = request.option("size", "");
        return size.isEmpty()
                ? request.location()
                : with(request.location(), request.option("size_param", "size"), size);
    }

    private String parameter() {
        return request.option("param", kind);
    }

    private static String with(String address, String name, String value) {
        String separator = address.contains("?") ? "&" : "?";
        return address + separator + encoded(name) + "=" + encoded(value);
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
