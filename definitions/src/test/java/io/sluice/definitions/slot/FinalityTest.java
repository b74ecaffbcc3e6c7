package io.sluice.definitions.slot;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.Plans;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Feature.Update;
import io.sluice.definitions.model.Source;
import org.junit.jupiter.api.Test;

/** The sources of these plans allow no lateness; the property test of slots draws some. */
final class FinalityTest {
    private static final long TIMESTAMP = 10_006;

    @Test
    void aValueIsFinalFromTheWatermarkOnThatItsTimestampSays() {
        ViewPlan windowed = new Plans()
                .source(Source.Kind.EVENTS, 5)
                .windowed(
                        0,
                        Plans.window(30L, 10, Update.EVENT),
                        Plans.aggregation(Aggregation.Kind.SUM),
                        DataType.BIGINT,
                        Plans.ZERO)
                .build();
        ViewPlan events = new Plans()
                .source(Source.Kind.EVENTS, 5)
                .latest(0, 10L, DataType.BIGINT, Plans.NULL)
                .build();

        assertThat(of(windowed, TIMESTAMP - 5 - 1)).isEqualTo(Finality.PROVISIONAL);
        assertThat(of(windowed, TIMESTAMP - 5)).isEqualTo(Finality.FINAL);
        assertThat(of(events, TIMESTAMP - 5 - 1)).isEqualTo(Finality.PROVISIONAL);
        assertThat(of(events, TIMESTAMP - 5)).isEqualTo(Finality.FINAL);
    }

    /** An attribute shows at its own instant, so one more row may still have it. */
    @Test
    void aLatestAttributeIsFinalAMillisecondLater() {
        ViewPlan attributes = new Plans()
                .source(Source.Kind.ATTRIBUTES, 5)
                .latest(0, 10L, DataType.BIGINT, Plans.NULL)
                .build();

        assertThat(of(attributes, TIMESTAMP - 5)).isEqualTo(Finality.PROVISIONAL);
        assertThat(of(attributes, TIMESTAMP - 5 + 1)).isEqualTo(Finality.FINAL);
    }

    @Test
    void whatHasNoTimestampOrNoWatermarkIsProvisional() {
        ViewPlan attributes = new Plans()
                .source(Source.Kind.ATTRIBUTES, 0)
                .latest(0, 10L, DataType.BIGINT, Plans.NULL)
                .build();

        assertThat(of(attributes, Stamp.NOTHING)).isEqualTo(Finality.PROVISIONAL);
        assertThat(Finality.of(
                        attributes.features().get(0).feature(),
                        attributes.sources().get(0).source(),
                        ChangePoint.NEVER,
                        Long.MAX_VALUE))
                .isEqualTo(Finality.PROVISIONAL);
    }

    private static Finality of(ViewPlan plan, long watermark) {
        return Finality.of(
                plan.features().get(0).feature(), plan.sources().get(0).source(), TIMESTAMP, watermark);
    }
}
