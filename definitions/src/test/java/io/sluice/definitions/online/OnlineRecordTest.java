package io.sluice.definitions.online;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OnlineRecordTest {
    @Test
    void hasTheFieldsOfTheContractInTheirOrder() {
        FeatureReading reading = new FeatureReading(
                42L,
                Instant.parse("2026-06-28T10:05:00Z").toEpochMilli(),
                ChangePoint.NONE,
                OnlineStatus.PRESENT,
                true);
        OnlineRecord shown = new OnlineRecord(
                "user_123",
                "user_clicks_7d",
                DataType.BIGINT,
                reading,
                Instant.parse("2026-06-28T10:05:08Z").toEpochMilli(),
                "v3",
                604_800L,
                "user_activity@v3-000017");

        assertThat(shown.toJson())
                .hasToString("{entity_id=user_123, feature_name=user_clicks_7d, feature_value=42,"
                        + " event_time=2026-06-28T10:05:00Z, computed_at=2026-06-28T10:05:08Z,"
                        + " definition_version=v3, ttl_seconds=604800, status=PRESENT, final=true,"
                        + " release=user_activity@v3-000017}");
    }

    @Test
    void showsNothingWhereThereIsNothing() {
        OnlineRecord missing = new OnlineRecord(
                "u", "f", DataType.DOUBLE, FeatureReading.missing(null), null, "v1", null, "a@v1-000001");

        assertThat(missing.toJson())
                .containsEntry("feature_value", null)
                .containsEntry("event_time", null)
                .containsEntry("computed_at", null)
                .containsEntry("ttl_seconds", null)
                .containsEntry("status", "MISSING")
                .containsEntry("final", false);
    }

    @Test
    void showsValuesAsJsonCan() {
        DataType top = DataType.array(
                DataType.struct(List.of(new Column("value", DataType.DATE), new Column("count", DataType.BIGINT))));

        assertThat(ShownValue.of(List.of(List.of(0, 2L)), top)).hasToString("[{value=1970-01-01, count=2}]");
        assertThat(ShownValue.of(-1L, DataType.TIMESTAMP)).isEqualTo("1969-12-31T23:59:59.999Z");
        assertThat(ShownValue.of(new byte[] {1}, DataType.BINARY)).isEqualTo("AQ==");
    }
}
