package io.sluice.activities.online.values;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.online.ReleasedView;
import io.sluice.activities.online.TestingReleases;
import io.sluice.activities.online.TestingTables;
import io.sluice.activities.online.TestingViews;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.SystemColumns;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.apache.iceberg.data.GenericRecord;
import org.apache.iceberg.data.Record;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LakeValuesTest {
    private static final long AT = Instant.parse("2010-12-08T12:30:00Z").toEpochMilli();

    @TempDir
    Path folder;

    private final ViewPlan plan = TestingViews.activity(null, null);

    @Test
    void recomputesFromTheTrustedRowsOfTheRelease() {
        try (Lake lake = Lake.open(LakeConfig.embedded(folder))) {
            Table profiles =
                    lake.loadOrCreate(TableLayouts.trusted(plan.sources().get(0).source()));
            Table sales =
                    lake.loadOrCreate(TableLayouts.trusted(plan.sources().get(1).source()));
            String profilesId = TestingTables.replace(
                    profiles,
                    List.of(
                            row(profiles, 1L, "2010-11-01T00:00:00Z", "a", null, "NL"),
                            row(profiles, 1L, "2010-12-08T12:00:00Z", "b", null, "PL"),
                            row(profiles, 1L, "2010-12-08T12:30:00Z", "c", null, "DE"),
                            row(profiles, 2L, "2010-12-08T12:00:00Z", "d", null, "FR")));
            String salesId = TestingTables.replace(
                    sales,
                    List.of(
                            row(sales, 1L, "2010-12-01T11:59:59Z", "a", 1, null),
                            row(sales, 1L, "2010-12-01T12:00:00Z", "b", 1, null),
                            row(sales, 1L, "2010-12-08T11:59:59.999Z", "c", 1, null),
                            row(sales, 1L, "2010-12-08T11:00:00Z", "d", -1, null),
                            row(sales, 1L, "2010-12-08T12:00:00Z", "e", 1, null),
                            row(sales, null, "2010-12-08T11:00:00Z", "f", 1, null),
                            row(sales, 2L, "2010-12-08T11:00:00Z", "g", 1, null)));
            TestingTables.replace(sales, List.of(row(sales, 1L, "2010-12-07T11:00:00Z", "later release", 1, null)));
            ReleasedView release = new TestingReleases()
                    .add(
                            plan,
                            "v1",
                            "1",
                            Instant.ofEpochMilli(AT),
                            Map.of("trusted.profiles", profilesId, "trusted.sales", salesId));
            LakeValues values = new LakeValues(lake, new CatalystExpressionCompiler());

            ChangePoint point = values.at(release, List.of(1L), AT);
            assertThat(point.values()).containsExactly(2L, "PL");
            assertThat(point.timestamps()).containsExactly(at("2010-12-08T12:00:00Z"), at("2010-12-08T12:00:00.001Z"));
            assertThat(values.at(release, List.of(9L), AT).values()).containsExactly(0L, "nowhere");
        }
    }

    @Test
    void saysWhenAReleaseDoesNotNameItsRows() {
        try (Lake lake = Lake.open(LakeConfig.embedded(folder))) {
            ReleasedView release = new TestingReleases().add(plan, "v1", "1", Instant.ofEpochMilli(AT), Map.of());
            assertThatThrownBy(
                            () -> new LakeValues(lake, new CatalystExpressionCompiler()).at(release, List.of(1L), AT))
                    .hasMessageContaining("activity@v1-000001")
                    .hasMessageContaining("trusted.profiles");
        }
    }

    private static Record row(
            Table table,
            @Nullable Long customer,
            String time,
            String id,
            @Nullable Integer amount,
            @Nullable String country) {
        Record row = GenericRecord.create(table.schema());
        row.setField("customer", customer);
        row.setField("at", TestingTables.instant(at(time)));
        row.setField("amount", amount);
        row.setField("country", country);
        row.setField(SystemColumns.PARTITION, time.substring(0, 10));
        row.setField(SystemColumns.EVENT_TIME, TestingTables.instant(at(time)));
        row.setField(SystemColumns.EVENT_ID, id);
        return row;
    }

    private static long at(String instant) {
        return Instant.parse(instant).toEpochMilli();
    }
}
