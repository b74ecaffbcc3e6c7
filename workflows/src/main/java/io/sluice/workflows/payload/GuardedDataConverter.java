package io.sluice.workflows.payload;

import io.sluice.workflows.FailureTypes;
import io.temporal.api.common.v1.Payload;
import io.temporal.api.common.v1.Payloads;
import io.temporal.api.failure.v1.Failure;
import io.temporal.common.converter.DataConverter;
import io.temporal.failure.ApplicationFailure;
import io.temporal.payload.context.SerializationContext;
import java.lang.reflect.Type;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The host's own converter, which refuses Sluice's values larger than 128 KiB with the non-retryable failure {@code
 * PayloadTooLarge}. The check is made where a value becomes a payload: in a workflow the failure ends the run, in an
 * activity the activity, in a client the call; it is never made while a failure itself is converted, which would block the
 * task for ever. Values of the host's own types pass as they did.
 */
public final class GuardedDataConverter implements DataConverter {
    /** The most bytes of one payload, after the host's codec. */
    public static final int MAX_BYTES = 128 * 1024;

    private static final String OURS = "io.sluice.";

    private final DataConverter host;

    private GuardedDataConverter(DataConverter host) {
        this.host = host;
    }

    /** Wraps a converter; one that is wrapped already is returned as it is. */
    public static DataConverter around(DataConverter host) {
        return host instanceof GuardedDataConverter ? host : new GuardedDataConverter(host);
    }

    @Override
    public <T> Optional<Payload> toPayload(@Nullable T value) {
        Optional<Payload> payload = host.toPayload(value);
        payload.ifPresent(converted -> check(value, converted.getSerializedSize()));
        return payload;
    }

    @Override
    public Optional<Payloads> toPayloads(@Nullable Object... values) {
        Optional<Payloads> payloads = host.toPayloads(values);
        payloads.filter(converted -> values != null && converted.getPayloadsCount() == values.length)
                .ifPresent(converted -> {
                    for (int i = 0; i < values.length; i++) {
                        check(values[i], converted.getPayloads(i).getSerializedSize());
                    }
                });
        return payloads;
    }

    private static void check(@Nullable Object value, int bytes) {
        if (value != null && bytes > MAX_BYTES && value.getClass().getName().startsWith(OURS)) {
            throw ApplicationFailure.newNonRetryableFailure(
                    "%s has %d bytes, at most %d fit into a payload: hand over a reference to the data, not the data"
                            .formatted(value.getClass().getSimpleName(), bytes, MAX_BYTES),
                    FailureTypes.PAYLOAD_TOO_LARGE);
        }
    }

    @Override
    public <T> T fromPayload(Payload payload, Class<T> valueClass, Type valueType) {
        return host.fromPayload(payload, valueClass, valueType);
    }

    @Override
    public <T> T fromPayloads(int index, Optional<Payloads> content, Class<T> valueType, Type valueGenericType) {
        return host.fromPayloads(index, content, valueType, valueGenericType);
    }

    @Override
    public Object[] fromPayloads(Optional<Payloads> content, Class<?>[] types, Type[] genericTypes) {
        return host.fromPayloads(content, types, genericTypes);
    }

    @Override
    public RuntimeException failureToException(Failure failure) {
        return host.failureToException(failure);
    }

    @Override
    public Failure exceptionToFailure(Throwable throwable) {
        return host.exceptionToFailure(throwable);
    }

    @Override
    public DataConverter withContext(SerializationContext context) {
        return new GuardedDataConverter(host.withContext(context));
    }
}
