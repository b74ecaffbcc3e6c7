package io.sluice.activities.online.materialize;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.heartbeat.Heartbeats;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.RedisConfig;
import io.sluice.activities.online.RedisOnlineStore;
import io.sluice.activities.online.TestingReleases;
import io.sluice.activities.online.TestingTables;
import io.sluice.activities.online.TestingTables.ViewRow;
import io.sluice.activities.online.TestingViews;
import io.sluice.activities.online.materialize.load.Progress;
import io.sluice.activities.online.reader.OnlineReader;
import io.sluice.activities.online.reader.ServedView;
import io.sluice.activities.online.testing.LocalRedis;
import io.sluice.definitions.changepoint.ChangePoint;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.online.EntityKey;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.online.MaterializationCounts;
import io.sluice.workflows.online.MaterializationPlan;
import io.sluice.workflows.online.OnlineActivities;
import io.temporal.activity.ActivityOptions;
import io.temporal.common.RetryOptions;
import io.temporal.failure.ActivityFailure;
import io.temporal.failure.ApplicationFailure;
import io.temporal.testing.TestActivityEnvironment;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The activities as Temporal runs them, on a real lake and a real Redis. */
final class OnlineActivitiesTest {
    private static final Instant AS_OF = Instant.parse("2010-12-08T12:30:00Z");
    private static final int ENTITIES = 2_500;

    @TempDir
    Path folder;

    private final ViewPlan plan = TestingViews.activity(Duration.ofDays(30), null);
    private final TestingReleases releases = new TestingReleases();
    private final Heartbeats heartbeats = new Heartbeats();
    private final LocalRedis redis = LocalRedis.start("--requirepass", "secret");
    private Lake lake;
    private TestActivityEnvironment environment;

    @BeforeEach
    void open() {
        lake = Lake.open(LakeConfig.embedded(folder));
        List<ViewRow> rows = new ArrayList<>();
        long time = Instant.parse("2010-12-08T10:00:00Z").toEpochMilli();
        for (long customer = 0; customer < ENTITIES; customer++) {
            long[] untils = {ChangePoint.NONE, ChangePoint.NONE};
            ChangePoint point = new ChangePoint(time, new Object[] {customer, "NL"}, new long[] {time, time}, untils);
            rows.add(new ViewRow(LocalDate.of(2010, 12, 8), List.of(customer), false, point));
        }
        String snapshot = TestingTables.replaceDays(lake.loadOrCreate(TableLayouts.view(plan, "v1")), plan, rows);
        releases.add(plan, "v1", snapshot, AS_OF, Map.of());
        environment = TestActivityEnvironment.newInstance();
    }

    @AfterEach
    void close() {
        environment.close();
        heartbeats.close();
        lake.close();
        redis.close();
    }

    @Test
    void loadsAReleaseAndMakesItLive() {
        try (OnlineStore store = new RedisOnlineStore(config())) {
            OnlineActivities activities = activities(store);
            MaterializationPlan planned = activities.plan(Requests.of("activity", "INCREMENTAL", null));
            assertThat(planned.entities()).isEqualTo(ENTITIES);
            MaterializationCounts counts = activities.materialize(planned);
            assertThat(counts).isEqualTo(new MaterializationCounts(2 * ENTITIES, 0, 0, 0, 2 * ENTITIES, 0));
            activities.activate(planned);
            checkAll(store);
        }
    }

    @Test
    void waitsForARedisThatIsDownAndThenCompletes() {
        try (OnlineStore store = new RedisOnlineStore(config())) {
            OnlineActivities activities = activities(store);
            MaterializationPlan planned = activities.plan(Requests.of("activity", "FULL", null));
            redis.stop();
            assertThatThrownBy(() -> activities.materialize(planned))
                    .isInstanceOf(ActivityFailure.class)
                    .cause()
                    .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                        assertThat(failure.isNonRetryable()).isFalse();
                        assertThat(FailureTypes.NOT_RETRYABLE).doesNotContain(failure.getType());
                        assertThat(failure.getOriginalMessage())
                                .contains("Redis at " + redis.address() + " is not available");
                    });
            redis.restart();
            eventually(() -> activities.materialize(planned));
            activities.activate(planned);
            checkAll(store);
        }
    }

    @Test
    void loadsAgainWhenRedisLostEverythingInTheMiddle() {
        try (OnlineStore store = new RedisOnlineStore(config())) {
            Materializer materializer = new Materializer(store, releases, lake, Clock.systemUTC());
            MaterializationPlan planned = materializer.plan(Requests.of("activity", "FULL", null));
            List<Progress> beats = new ArrayList<>();
            assertThatThrownBy(() -> materializer.materialize(planned, null, progress -> {
                        beats.add(progress);
                        if (beats.size() == 3) {
                            redis.stop();
                        }
                    }))
                    .hasMessageContaining("is not available");
            redis.restart();
            eventually(() -> materializer.materialize(planned, beats.get(beats.size() - 1), progress -> {}));
            materializer.activate(planned);
            checkAll(store);
        }
    }

    @Test
    void givesUpAtOnceOnAWrongPassword() {
        try (OnlineStore store = new RedisOnlineStore(redis.config().withPassword("guess"))) {
            assertThatThrownBy(() -> activities(store).plan(Requests.of("activity", "FULL", null)))
                    .cause()
                    .isInstanceOfSatisfying(ApplicationFailure.class, failure -> {
                        assertThat(failure.isNonRetryable()).isTrue();
                        assertThat(failure.getType()).isEqualTo(FailureTypes.MISCONFIGURED);
                    });
        }
    }

    private RedisConfig config() {
        return redis.config().withPassword("secret").withTimeout(Duration.ofMillis(500));
    }

    private OnlineActivities activities(OnlineStore store) {
        environment.registerActivitiesImplementations(
                new OnlineActivitiesImpl(new Materializer(store, releases, lake, Clock.systemUTC()), heartbeats));
        return environment.newActivityStub(
                OnlineActivities.class,
                ActivityOptions.newBuilder()
                        .setStartToCloseTimeout(Duration.ofMinutes(1))
                        .setRetryOptions(
                                RetryOptions.newBuilder().setMaximumAttempts(1).build())
                        .build());
    }

    private void checkAll(OnlineStore store) {
        OnlineReader reader = new OnlineReader(store);
        ServedView view = reader.view("activity");
        List<EntityKey> keys = new ArrayList<>();
        for (long customer = 0; customer < ENTITIES; customer++) {
            keys.add(EntityKey.of(view.keys(), List.of(customer)));
        }
        assertThat(reader.read(view, keys, AS_OF))
                .extracting(entity -> entity.records().get(0).reading().value())
                .containsExactlyElementsOf(
                        java.util.stream.LongStream.range(0, ENTITIES).boxed().toList());
    }

    private static void eventually(Runnable work) {
        long limit = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (true) {
            try {
                work.run();
                return;
            } catch (RuntimeException e) {
                assertThat(System.nanoTime()).as("Redis is back").isLessThan(limit);
            }
        }
    }
}
