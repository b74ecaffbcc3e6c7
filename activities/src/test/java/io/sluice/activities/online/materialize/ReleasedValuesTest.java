package io.sluice.activities.online.materialize;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.TestingReleases;
import io.sluice.activities.online.TestingTables;
import io.sluice.activities.online.TestingTables.ViewRow;
import io.sluice.activities.online.TestingViews;
import io.sluice.activities.online.reader.OnlineReader;
import io.sluice.activities.online.reader.ServedView;
import io.sluice.activities.online.testing.InMemoryOnlineStore;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.online.OnlineRecord;
import io.sluice.definitions.online.OnlineStatus;
import io.sluice.workflows.online.MaterializationPlan;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.iceberg.Table;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read online is what was released, whatever its type. */
final class ReleasedValuesTest {
    private static final Instant AS_OF = Instant.parse("2010-12-08T12:30:00Z");
    private static final long TIME = Instant.parse("2010-12-08T10:00:00Z").toEpochMilli();
    private static final LocalDate DAY = LocalDate.of(2010, 12, 8);
    private static final List<DataType> TYPES = List.of(
            DataType.BOOLEAN,
            DataType.INT,
            DataType.BIGINT,
            DataType.decimal(12, 3),
            DataType.DOUBLE,
            DataType.STRING,
            DataType.BINARY,
            DataType.DATE,
            DataType.TIMESTAMP,
            DataType.array(DataType.STRING),
            DataType.struct(List.of(new Column("a", DataType.INT), new Column("b", DataType.STRING))),
            DataType.vector(3));
    private static final Object[] VALUES = {
        true,
        Integer.MIN_VALUE,
        Long.MAX_VALUE,
        new BigDecimal("-123456789.012"),
        -0.1,
        "ключ ☃ '\"",
        new byte[] {0, -1, 10},
        -1,
        -1L,
        Arrays.asList("x", null, ""),
        Arrays.asList(7, null),
        List.of(0.5, -1.5, 1e300)
    };
    private static final List<Object> FULL = List.of("Łódź", 14951);
    private static final List<Object> NULLS = List.of("Łódź", 14952);

    @TempDir
    Path folder;

    private final TestingReleases releases = new TestingReleases();
    private final OnlineStore store = new InMemoryOnlineStore();
    private Lake lake;

    @BeforeEach
    void release() {
        lake = Lake.open(LakeConfig.embedded(folder));
        ViewPlan wide = TestingViews.wide(TYPES);
        Table table = lake.loadOrCreate(TableLayouts.view(wide, "v1"));
        List<ViewRow> rows = List.of(row(FULL, VALUES), row(NULLS, new Object[VALUES.length]));
        releases.add(wide, "v1", TestingTables.replaceDays(table, wide, rows), AS_OF, Map.of());
        Materializer materializer = new Materializer(store, releases, lake, Clock.systemUTC());
        MaterializationPlan planned = materializer.plan(Requests.of("wide", "FULL", null));
        materializer.materialize(planned, null, progress -> {});
        materializer.activate(planned);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void returnsValuesOfAllTypesAsTheyWereReleased() {
        List<OnlineRecord> read = read(FULL);
        for (int i = 0; i < VALUES.length; i++) {
            assertThat(read.get(i).reading().value())
                    .as(TYPES.get(i).toString())
                    .isEqualTo(VALUES[i]);
            assertThat(read.get(i).type()).isEqualTo(TYPES.get(i));
        }
    }

    @Test
    void returnsNullsOfAllTypesAsPresent() {
        assertThat(read(NULLS))
                .hasSameSizeAs(TYPES)
                .allMatch(record ->
                        record.reading().value() == null && record.reading().status() == OnlineStatus.PRESENT);
    }

    private List<OnlineRecord> read(List<Object> entity) {
        OnlineReader reader = new OnlineReader(store);
        ServedView served = reader.view("wide");
        return reader.read(served, EntityKey.of(served.keys(), entity), AS_OF).records();
    }

    private static ViewRow row(List<Object> entity, Object[] values) {
        long[] times = new long[values.length];
        Arrays.fill(times, TIME);
        long[] untils = new long[values.length];
        Arrays.fill(untils, ChangePoint.NONE);
        return new ViewRow(DAY, entity, false, new ChangePoint(TIME, values, times, untils));
    }
}
