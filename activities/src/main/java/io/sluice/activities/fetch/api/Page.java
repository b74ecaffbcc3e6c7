package io.sluice.activities.fetch.api;

import java.util.Optional;

/**
 * One answer.
 *
 * @param body as it came
 * @param link where the header {@code Link} says that the next page is
 */
record Page(byte[] body, Optional<String> link) {}
