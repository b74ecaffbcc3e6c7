package io.sluice.workflows.hosting;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.temporal.common.converter.RawValue;
import java.io.IOException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What an instance tells its lane when it has closed, by the signal {@link #SIGNAL}. One that is terminated tells nothing.
 *
 * @param instance its workflow id
 * @param runId its run: news of a run before the present one is no news
 * @param why it failed; empty when it was cancelled
 */
public record InstanceEnded(String instance, String runId, String why) {
    /** The name of the signal. */
    public static final String SIGNAL = "instanceEnded";

    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    /** What an instance sent; lenient, because its worker may be of another version. Empty for anything else. */
    public static Optional<InstanceEnded> from(@Nullable RawValue message) {
        if (message == null) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(
                            MAPPER.readValue(message.getPayload().getData().toByteArray(), InstanceEnded.class))
                    .filter(ended -> ended.instance() != null && ended.runId() != null && ended.why() != null);
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
