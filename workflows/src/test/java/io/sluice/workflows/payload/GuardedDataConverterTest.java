package io.sluice.workflows.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.launch.Launched;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.failure.ApplicationFailure;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class GuardedDataConverterTest {
    private static final Launched SMALL = new Launched("x", true);
    private static final Launched LARGE = new Launched("x".repeat(GuardedDataConverter.MAX_BYTES), true);

    private final DataConverter converter = GuardedDataConverter.around(DefaultDataConverter.STANDARD_INSTANCE);

    @Test
    void passesSmallValuesBothWays() {
        assertThat(converter.fromPayload(converter.toPayload(SMALL).orElseThrow(), Launched.class, Launched.class))
                .isEqualTo(SMALL);
        assertThat(converter.fromPayloads(1, converter.toPayloads("a", SMALL), Launched.class, Launched.class))
                .isEqualTo(SMALL);
        assertThat(converter.toPayload(null)).isPresent();
        assertThat(converter.toPayloads()).isEqualTo(Optional.empty());
    }

    @Test
    void refusesLargeValuesWithoutRetry() {
        assertThatThrownBy(() -> converter.toPayload(LARGE)).satisfies(thrown -> {
            ApplicationFailure failure = (ApplicationFailure) thrown;
            assertThat(failure.getType()).isEqualTo(FailureTypes.PAYLOAD_TOO_LARGE);
            assertThat(failure.isNonRetryable()).isTrue();
            assertThat(failure.getOriginalMessage())
                    .startsWith("Launched has 131")
                    .contains("at most 131072 fit");
        });
        assertThatThrownBy(() -> converter.toPayloads("a", LARGE)).isInstanceOf(ApplicationFailure.class);
    }

    @Test
    void leavesTheHostsOwnValuesAlone() {
        String large = "x".repeat(GuardedDataConverter.MAX_BYTES * 2);
        assertThat(converter.toPayload(large)).isPresent();
    }

    @Test
    void neverRefusesAFailure() {
        ApplicationFailure failure = ApplicationFailure.newFailure("m", "t", LARGE);
        assertThat(converter.exceptionToFailure(failure).getMessage()).isEqualTo("m");
        assertThat(converter.failureToException(converter.exceptionToFailure(failure)))
                .isInstanceOf(ApplicationFailure.class);
    }

    @Test
    void wrapsOnlyOnce() {
        assertThat(GuardedDataConverter.around(converter)).isSameAs(converter);
    }
}
