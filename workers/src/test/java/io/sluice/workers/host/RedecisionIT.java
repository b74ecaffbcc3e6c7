package io.sluice.workers.host;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.activities.gate.audit.Guard;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.table.gate.RejectedRangeRow;
import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.Acceptance;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.RejectedRanges;
import io.sluice.definitions.accept.RowCodec;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.definitions.store.testing.InMemoryStore;
import io.sluice.workers.accept.Redecision;
import io.sluice.workers.broker.CommittedRecords;
import io.sluice.workers.broker.LocalBroker;
import io.sluice.workers.replay.Takeover;
import io.sluice.workers.slot.ClickViews;
import io.sluice.workers.streams.AppSettings;
import io.sluice.workers.streams.Wanted;
import io.sluice.workers.topic.TopicSettings;
import io.sluice.workers.topic.Topics;
import io.sluice.workflows.registry.DefinitionRef;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What counts of a log, for whoever reads verdicts and rejected ranges, after a person took rows out of it; on a real broker. */
final class RedecisionIT {
    private static final long START = Instant.parse("2026-06-28T10:00:00Z").toEpochMilli();
    private static final int EVENTS = 12;
    private static final String RULE = "amount_given";

    @TempDir
    Path folder;

    private final LocalBroker broker = LocalBroker.shared();
    private final String name = LocalBroker.name("redecided_");
    private final ViewPlan plan = ClickViews.plan(ClickViews.files(name, "raw"));
    private final Source source = plan.sources().get(0).source();

    @Test
    void rowsOfARemediatedRangeThatFailNoRuleCountFromItsBeginOn() throws Exception {
        RejectedRangeRow range = range(3, 9);

        assertThat(countingAfter(range, Set.of(1, 5, 7, 10)))
                .as("only what fails within the range leaves")
                .isEqualTo(allBut(5, 7));
    }

    @Test
    void aRemediatedRangeOfWhichNoRowFailsAnyMoreCounts() throws Exception {
        assertThat(countingAfter(range(3, 9), Set.of(1))).isEqualTo(allBut());
    }

    private RejectedRangeRow range(long from, long to) {
        return new RejectedRangeRow(name, 0, 1, from, to, List.of(RULE), "gate", "ana", "bad", "", Instant.EPOCH);
    }

    private static TreeSet<Integer> allBut(Integer... numbers) {
        TreeSet<Integer> all = new TreeSet<>();
        for (int number = 0; number < EVENTS; number++) {
            all.add(number);
        }
        List.of(numbers).forEach(all::remove);
        return all;
    }

    /** The numbers of the events that count when the next incarnation has decided again; some have no amount. */
    private TreeSet<Integer> countingAfter(RejectedRangeRow range, Set<Integer> without) throws Exception {
        try (Lake lake = Lake.open(LakeConfig.embedded(folder));
                Admin admin = broker.admin()) {
            Topics topics = new Topics(admin, TopicSettings.of(1, 1));
            topics.prepareAccept(source);
            topics.prepareState(Redecision.stateTopic(name));
            send(without);
            Redecision.shutOut(new Takeover(admin, broker.address()), name, 2);
            RejectedRows rejected =
                    new RejectedRows(List.of(range), source, (gate, dataset) -> guard(gate), ClickViews.COMPILER);
            Redecision redecision = new Redecision(
                    lake, source, rules(2), AppSettings.local(broker.address(), folder.resolve("again")));
            redecision.partition(0, rejected.in(0, 1), Wanted.ALWAYS);
            redecision.partition(0, rejected.in(0, 1), Wanted.ALWAYS);
            return counting(range);
        }
    }

    /** By the contract: the greatest epoch's verdict, and nothing of a range that no later incarnation has decided again. */
    private TreeSet<Integer> counting(RejectedRangeRow range) {
        Map<Long, LogRecord> newest = new TreeMap<>();
        try (CommittedRecords log = new CommittedRecords(broker.address(), "accepted." + name)) {
            log.readToEnd();
            for (ConsumerRecord<byte[], byte[]> each : log.list()) {
                LogRecord record = LogRecord.decode(each.value());
                newest.merge(
                        record.place(each.offset()), record, (one, other) -> one.epoch() > other.epoch() ? one : other);
            }
        }
        TreeSet<Integer> counting = new TreeSet<>();
        newest.forEach((place, record) -> {
            boolean out = range.from() <= place && place < range.to() && record.epoch() <= range.epoch();
            if (record.verdict().counts() && !out) {
                counting.add(Integer.parseInt(record.stamped().eventId().substring(1)));
            }
        });
        return counting;
    }

    private void send(Set<Integer> without) {
        RowCodec codec = new RowCodec(source.schema());
        Acceptance acceptance = new Acceptance(rules(1), new InMemoryStore());
        try (KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", broker.address()), new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int number = 0; number < EVENTS; number++) {
                long time = START + number;
                @Nullable
                Object[] row = {
                    "e" + number, "ana", time, null, without.contains(number) ? null : new BigDecimal("1.50"), false
                };
                Stamped event = Stamped.event(
                        new Stamp(0, number, time, time),
                        time,
                        "e" + number,
                        "ana".getBytes(StandardCharsets.UTF_8),
                        codec.encode(row));
                LogRecord decided = acceptance.decide(event);
                assertThat(decided.verdict()).isEqualTo(Verdict.ACCEPTED);
                producer.send(new ProducerRecord<>("accepted." + name, 0, event.key(), decided.encoded()));
            }
        }
    }

    private AcceptRules rules(long epoch) {
        return AcceptRules.of(source, List.of(), 1, epoch, RejectedRanges.NONE);
    }

    private static Guard guard(String gate) {
        Expectation given = new Expectation(
                RULE,
                "expect_column_values_to_not_be_null",
                Map.of("column", "amount"),
                Severity.ERROR,
                RowAction.KEEP);
        return new Guard(
                new DefinitionRef("gate", gate, "v1", "f"),
                new Gate(gate, List.of(given), Gate.Policy.defaults()),
                List.of());
    }
}
