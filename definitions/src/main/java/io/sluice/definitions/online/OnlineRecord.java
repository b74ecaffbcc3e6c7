package io.sluice.definitions.online;

import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Feature;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a reader gets per feature, and what an operator sees when asking why. Source: contract §6.
 *
 * @param entityId as {@link EntityKey#entityId} gives it
 * @param type of the feature
 * @param computedAt when the store took the value, epoch milliseconds; null when it has none
 * @param definitionVersion for example {@code v3}
 * @param ttlSeconds the feature's ttl, or its window; null for neither
 * @param release for example {@code user_activity@v3-000017}; null for a value of a stream
 */
public record OnlineRecord(
        Object entityId,
        String featureName,
        DataType type,
        FeatureReading reading,
        @Nullable Long computedAt,
        String definitionVersion,
        @Nullable Long ttlSeconds,
        @Nullable String release) {

    /** The value of {@code ttl_seconds} for a feature: its ttl, or its window; empty for neither. */
    public static Optional<Long> ttlSeconds(Feature feature) {
        Duration lasting = feature.ttl() != null || feature.window() == null
                ? feature.ttl()
                : feature.window().length();
        return Optional.ofNullable(lasting).map(Duration::toSeconds);
    }

    /** The record with the field names and forms of its JSON, in their order; ready for any JSON writer. */
    public Map<String, @Nullable Object> toJson() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("entity_id", entityId);
        json.put("feature_name", featureName);
        json.put("feature_value", ShownValue.of(reading.value(), type));
        json.put(
                "event_time",
                reading.timestamp() == ChangePoint.NEVER
                        ? null
                        : Instant.ofEpochMilli(reading.timestamp()).toString());
        json.put(
                "computed_at",
                computedAt == null ? null : Instant.ofEpochMilli(computedAt).toString());
        json.put("definition_version", definitionVersion);
        json.put("ttl_seconds", ttlSeconds);
        json.put("status", reading.status().name());
        json.put("final", reading.settled());
        json.put("release", release);
        return Collections.unmodifiableMap(json);
    }
}
