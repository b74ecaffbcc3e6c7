package io.sluice.workers.accept;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.RejectedRanges;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.model.Source;
import io.sluice.workers.broker.Clicks;
import io.sluice.workers.broker.StreamSources;
import io.sluice.workers.record.AvroSchemas;
import io.sluice.workers.streams.AppSettings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TopologyTestDriver;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AcceptTopologyTest {
    private static final CatalystExpressionCompiler COMPILER = new CatalystExpressionCompiler();
    private static final int LIMIT = 40;

    @TempDir
    Path folder;

    private final SettableClock clock = new SettableClock();
    private final List<byte[]> deadLetters = new ArrayList<>();
    private boolean readToItsEnd = true;
    private AcceptRules rules;
    private TopologyTestDriver driver;
    private TestInputTopic<byte[], byte[]> raw;

    @AfterEach
    void close() {
        driver.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void everyRecordIsDecidedOnceAndAsTheContractSays(boolean keyed) {
        start(keyed);
        Clicks clicks = new Clicks(7, Clicks.START, 4_000);
        for (int i = 0; i < 600; i++) {
            raw.pipeInput(new byte[] {(byte) i}, clicks.next());
            advance(clicks.now() - clock.millis());
            if (i == 300) {
                admitALateOne();
            }
        }

        LogOracle log = log();
        log.checkVerdicts();
        log.checkOrder();
        log.checkStamps();
        assertThat(log.offsets().get(0)).doesNotHaveDuplicates().hasSize(600 - deadLetters.size());
        assertThat(deadLetters).isNotEmpty();
        assertThat(verdicts(log))
                .containsAll(EnumSet.of(
                        Verdict.ACCEPTED,
                        Verdict.DUPLICATE,
                        Verdict.LATE,
                        Verdict.FUTURE,
                        Verdict.INVALID,
                        Verdict.TICK,
                        Verdict.ADMIT));
    }

    @Test
    void aPartitionThatIsSilentAndReadToItsEndLetsTimePass() {
        start(false);
        raw.pipeInput(null, click("c1", clock.millis()));
        advance(Duration.ofMinutes(3).toMillis());

        long reached = last(log()).stamped().stamp().reached();

        assertThat(reached).isEqualTo(clock.millis() - Duration.ofSeconds(60).toMillis());
    }

    @Test
    void aPartitionThatIsSilentBecauseNobodyReadsStandsStill() {
        start(false);
        readToItsEnd = false;
        long time = clock.millis();
        raw.pipeInput(null, click("c1", time));
        advance(Duration.ofMinutes(3).toMillis());

        LogRecord tick = last(log());

        assertThat(tick.verdict()).isEqualTo(Verdict.TICK);
        assertThat(tick.stamped().stamp().reached()).isEqualTo(time);
    }

    @Test
    void moreDeadLettersThanAllowedStopTheApp() {
        start(false);
        for (int i = 0; i < LIMIT; i++) {
            raw.pipeInput(null, new byte[] {1, 2, 3});
        }

        assertThatThrownBy(() -> raw.pipeInput(null, new byte[] {1, 2, 3}))
                .rootCause()
                .as("what the app is said to have ended with, which is not tried again")
                .isInstanceOf(DeadLetterLimitException.class)
                .hasMessageContaining(
                        "has more than 40 records that cannot be read among 1000 (partition 0, offset 40: the value is not JSON)");
    }

    @Test
    void aDeadLetterSaysWhereItCameFromAndWhy() {
        start(false);
        raw.pipeInput(new TestRecord<>(new byte[] {9}, new byte[] {1}));

        TestRecord<byte[], byte[]> letter = driver.createOutputTopic(
                        "dead_letters.clicks", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readRecord();

        assertThat(letter.key()).containsExactly(9);
        assertThat(letter.value()).containsExactly(1);
        assertThat(header(letter, DeadLetters.REASON)).isEqualTo("MALFORMED");
        assertThat(header(letter, DeadLetters.TOPIC)).isEqualTo("raw");
        assertThat(header(letter, DeadLetters.OFFSET)).isEqualTo("0");
    }

    private void start(boolean keyed) {
        Source source = StreamSources.clicks("clicks", new Source.Stream("raw", "json", keyed));
        rules = AcceptRules.of(source, List.of(), 1, 0, RejectedRanges.NONE);
        AcceptApp app =
                new AcceptApp(source, source.expectations(), rules, 1, new AvroSchemas(List.of()), LIMIT, COMPILER);
        driver = new TopologyTestDriver(
                app.topology(clock, (partition, offset) -> readToItsEnd),
                AppSettings.local("none:0", folder).properties(app.applicationId()),
                clock.instant());
        raw = driver.createInputTopic("raw", new ByteArraySerializer(), new ByteArraySerializer());
    }

    private void advance(long millis) {
        clock.now += millis;
        driver.advanceWallClockTime(Duration.ofMillis(millis));
    }

    /** What a correction does: it takes the record from the archive and sends it to the control topic. */
    private void admitALateOne() {
        Stamped late = log().all().stream()
                .filter(record -> record.verdict() == Verdict.LATE)
                .findFirst()
                .orElseThrow()
                .stamped();
        driver.createInputTopic("control.clicks", new ByteArraySerializer(), new ByteArraySerializer())
                .pipeInput(late.key(), late.admitted().encoded());
    }

    private final List<byte[]> read = new ArrayList<>();

    private LogOracle log() {
        read.addAll(
                driver.createOutputTopic("accepted.clicks", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                        .readValuesToList());
        deadLetters.addAll(driver.createOutputTopic(
                        "dead_letters.clicks", new ByteArrayDeserializer(), new ByteArrayDeserializer())
                .readValuesToList());
        LogOracle log = new LogOracle(rules);
        read.forEach(bytes -> log.add(0, LogRecord.decode(bytes)));
        return log;
    }

    private static LogRecord last(LogOracle log) {
        return log.all().get(log.all().size() - 1);
    }

    private static Set<Verdict> verdicts(LogOracle log) {
        return log.all().stream().map(LogRecord::verdict).collect(Collectors.toSet());
    }

    private static String header(TestRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    private static byte[] click(String id, long time) {
        return "{\"click_id\": \"%s\", \"user_id\": \"u\", \"event_time\": \"%s\"}"
                .formatted(id, Instant.ofEpochMilli(time))
                .getBytes(StandardCharsets.UTF_8);
    }

    /** A clock that stands still until it is set. */
    private static final class SettableClock extends Clock {
        private long now = Clicks.START;

        @Override
        public long millis() {
            return now;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(now);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
