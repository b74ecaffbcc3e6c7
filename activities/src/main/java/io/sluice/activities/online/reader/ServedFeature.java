package io.sluice.activities.online.reader;

import org.jspecify.annotations.Nullable;

/**
 * One feature of a served view, as a reader has to know it.
 *
 * @param version of the feature's definition
 * @param type as in a definition
 * @param slot the source whose slot holds it, after the features of the same slot before it; null for a derived feature
 * @param ttlSeconds its ttl or its window; null for a lifetime
 * @param nullPolicy FILL_ZERO, NULL or FILL
 * @param hopMs for windows of the batch lane that move by the hop: past the next multiple the value may differ; null otherwise:
 *     a stream writes every change and says itself until when a value holds
 * @param expression of a derived feature; null otherwise
 */
public record ServedFeature(
        String name,
        String version,
        String type,
        @Nullable String slot,
        @Nullable Long ttlSeconds,
        String nullPolicy,
        @Nullable String nullLiteral,
        @Nullable Long hopMs,
        long delayMs,
        @Nullable String expression) {}
