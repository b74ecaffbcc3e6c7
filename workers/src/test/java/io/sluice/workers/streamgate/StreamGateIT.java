package io.sluice.workers.streamgate;

import static io.sluice.definitions.accept.Verdict.DUPLICATE;
import static io.sluice.definitions.accept.Verdict.REJECTED;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.sluice.activities.gate.audit.AuditRecords;
import io.sluice.activities.gate.audit.Guard;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.RedisOnlineStore;
import io.sluice.activities.online.StoredSlot;
import io.sluice.activities.online.served.ServedArchive;
import io.sluice.activities.online.testing.LocalRedis;
import io.sluice.activities.report.ReportFiles;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.GateResultRow;
import io.sluice.activities.table.gate.RejectedRangeRow;
import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.RejectedRanges;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.online.SlotRow;
import io.sluice.definitions.slot.SlotPlan;
import io.sluice.quality.audit.CountedGate;
import io.sluice.workers.accept.AcceptApp;
import io.sluice.workers.accept.BrokerSourceEnd;
import io.sluice.workers.accept.Redecision;
import io.sluice.workers.broker.CommittedRecords;
import io.sluice.workers.broker.LocalBroker;
import io.sluice.workers.online.OnlineSink;
import io.sluice.workers.online.SinkInput;
import io.sluice.workers.record.AvroSchemas;
import io.sluice.workers.replay.Takeover;
import io.sluice.workers.slot.ClickViews;
import io.sluice.workers.slot.ViewApp;
import io.sluice.workers.slot.ViewFactory;
import io.sluice.workers.streams.AppSettings;
import io.sluice.workers.streams.Hosted;
import io.sluice.workers.streams.HostedApp;
import io.sluice.workers.streams.HostedStream;
import io.sluice.workers.streams.HostedView;
import io.sluice.workers.streams.Wanted;
import io.sluice.workflows.FailureTypes;
import io.sluice.workflows.gate.audit.AuditRequest;
import io.sluice.workflows.gate.audit.GateResult;
import io.sluice.workflows.gate.audit.Verdict;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.stream.Interval;
import io.sluice.workflows.stream.PartitionCheckpoint;
import io.sluice.workflows.stream.StreamDecision;
import io.sluice.workflows.stream.StreamInstanceInput;
import io.temporal.failure.ApplicationFailure;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the source's topic to Redis through a gate: what it stopped is not online before somebody has let it through. */
final class StreamGateIT {
    private static final long PATIENCE_NANOS = 90_000_000_000L;

    /** The place of {@code clicks_1h}: features are in the order of their names. */
    private static final int CLICKS = 1;

    private static final Expectation FEW_NULLS = new Expectation(
            "few_nulls",
            "expect_column_values_to_not_be_null",
            Map.of("column", "amount", "mostly", 0.9),
            Severity.ERROR,
            RowAction.KEEP);

    private static final Expectation FRESH = new Expectation(
            "fresh",
            "expect_stream_freshness_to_be_within",
            Map.of("max_age", "10 minutes"),
            Severity.ERROR,
            RowAction.KEEP);

    private static final Expectation ENOUGH = new Expectation(
            "enough",
            "expect_stream_row_count_to_be_between",
            Map.of("min_value", 1, "every", "1 hour"),
            Severity.ERROR,
            RowAction.KEEP);

    private static final List<Expectation> EXPECTATIONS = List.of(FEW_NULLS, FRESH, ENOUGH);

    @TempDir
    Path folder;

    private final LocalBroker broker = LocalBroker.shared();
    private final String name = LocalBroker.name("gated_");
    private final LocalRedis redis = LocalRedis.start();
    private final OnlineStore store = new RedisOnlineStore(redis.config());
    private final ViewPlan plan = ClickViews.plan(ClickViews.files(name, name + "_raw"));
    private final Source source = plan.sources().get(0).source();
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.address()), new ByteArraySerializer(), new ByteArraySerializer());
    private final List<String> events = new ArrayList<>();
    private long sent;
    private long epoch = 1;

    @BeforeEach
    void prepare() {
        broker.createTopics(source, ClickViews.VIEW, 1);
    }

    @AfterEach
    void close() {
        producer.close();
        store.close();
        redis.close();
    }

    @Test
    void whatFailsIsNotOnlineBeforeSomebodyHasWaivedIt() {
        try (BrokerSourceEnd end = new BrokerSourceEnd(broker.address(), name + "_raw");
                HostedApp accept = accept(end);
                HostedApp view = view();
                Lake lake = Lake.open(LakeConfig.embedded(folder));
                OnlineSink sink = sink(new ServedArchive(lake, ClickViews.VIEW))) {
            send("old", 150, "1.50", Instant.now().minus(Duration.ofHours(4)));
            accept.start();
            view.start();
            sink.start();
            StreamActivitiesImpl activities = activities(lake);
            SystemTables tables = new SystemTables(lake);
            Set<String> waived = new HashSet<>();
            whatIsOldOrMissingIsHeld(sink, activities, tables, waived);

            send("bad", 300, "null");
            send("after", 150, "1.50");
            await(sink, () -> held(sink).stream().anyMatch(held -> !waived.contains(held)));
            assertThat(isOnline("after")).isFalse();
            // what is held is not the sink's to write: a drain does not wait for it
            await(sink, () -> sink.checkpoints().stream().allMatch(each -> each.lag() == 0));
            await(sink, () -> {
                held(sink).stream().filter(waived::add).forEach(held -> waive(activities, tables, held));
                return isOnline("after");
            });

            send("worse", 400, "null");
            await(sink, () -> held(sink).stream().anyMatch(held -> !waived.contains(held)));
            send("last", 1, "1.50");
            Interval rejected = Interval.parse(held(sink).get(0));
            decide(activities, tables, verdict(activities, rejected), rejected, "REJECTED");
            await(sink, () -> held(sink).isEmpty());
            assertThat(isOnline("last")).isFalse();
            assertThat(sink.checkpoints())
                    .extracting(PartitionCheckpoint::verdict)
                    .containsExactly("FAIL");
            assertThat(tables.rejectedRanges().scan())
                    .extracting(RejectedRangeRow::from, RejectedRangeRow::to)
                    .containsExactly(tuple(rejected.from(), rejected.to() + 1));

            goesOnWithoutWhatWasRejected(end, sink, lake, activities);
        }
    }

    /** Events of some hours ago, then hours without any: judged by the times in the log, not by when the app reads them. */
    private void whatIsOldOrMissingIsHeld(
            OnlineSink sink, StreamActivitiesImpl activities, SystemTables tables, Set<String> waived) {
        await(sink, () -> !held(sink).isEmpty());
        send("good", 150, "1.50");
        Set<String> failed = new HashSet<>();
        await(sink, () -> {
            held(sink).stream().filter(waived::add).forEach(held -> failed.addAll(release(activities, tables, held)));
            return isOnline("good");
        });
        assertThat(failed).containsExactlyInAnyOrder("fresh", "enough");
    }

    /** The next incarnation: what is left is as a batch has it without the rejected range. */
    private void goesOnWithoutWhatWasRejected(
            BrokerSourceEnd end, OnlineSink sink, Lake lake, StreamActivitiesImpl activities) {
        SystemTables tables = new SystemTables(lake);
        epoch++;
        begin(lake, tables);
        Hosted rebuilt = rebuilt(lake);
        try (HostedApp accept = accept(end)) {
            accept.start();
            rebuilt.prepare(Wanted.ALWAYS);
            rebuilt.start();
            Set<String> waived = new HashSet<>();
            await(sink, () -> {
                held(sink).stream()
                        .filter(this::isOfThisIncarnation)
                        .filter(waived::add)
                        .forEach(held -> waive(activities, tables, held));
                return isOnline("last");
            });
            // ids that counted are known, those of rejected rows are free
            resend("good", 150);
            resend("worse", aRejectedOne());
            await(sink, this::holdsWhatCounts);
        } finally {
            rebuilt.close();
        }
    }

    private boolean isOfThisIncarnation(String held) {
        return Interval.parse(held).epoch() == epoch;
    }

    private void begin(Lake lake, SystemTables tables) {
        List<RejectedRangeRow> ranges = tables.rejectedRanges().scan();
        try (Admin admin = broker.admin()) {
            Takeover takeover = new Takeover(admin, broker.address());
            Redecision.shutOut(takeover, name, epoch);
            ViewApp.shutOut(takeover, name, epoch);
        }
        new Redecision(lake, source, rules(), AppSettings.local(broker.address(), folder.resolve("redecide")))
                .partition(
                        0,
                        offset -> ranges.stream()
                                .anyMatch(range ->
                                        range.epoch() == epoch - 1 && range.from() <= offset && offset < range.to()),
                        Wanted.ALWAYS);
    }

    private Hosted rebuilt(Lake lake) {
        HostedStream stream = new HostedStream(
                new DefinitionRef("source", name, "v1", "f"),
                source,
                rules(),
                1,
                null,
                new HostedView(new DefinitionRef("view", ClickViews.VIEW, "v1", "definition"), plan, 0, 1, Map.of()),
                AppSettings.local(broker.address(), folder.resolve("view" + epoch)));
        return new ViewFactory(ClickViews.COMPILER, of -> this::gate, lake)
                .make(new StreamInstanceInput(name, "view", ClickViews.VIEW, "v1", 1), stream);
    }

    private CountedGate gate() {
        return new CountedGate(EXPECTATIONS, 1, source, ClickViews.COMPILER);
    }

    private AcceptRules rules() {
        return AcceptRules.of(source, List.of(), 1, epoch, RejectedRanges.NONE);
    }

    private void resend(String user, int number) {
        String again = events.get(number);
        assertThat(again).contains(user);
        producer.send(new ProducerRecord<>(name + "_raw", again.getBytes(StandardCharsets.UTF_8)));
        producer.flush();
    }

    /** The number of an event that was rejected. */
    private int aRejectedOne() {
        return newest().values().stream()
                .filter(record -> record.verdict() == REJECTED)
                .map(record -> Integer.parseInt(record.stamped().eventId().substring(1)))
                .findFirst()
                .orElseThrow();
    }

    private Map<Long, LogRecord> newest() {
        Map<Long, LogRecord> newest = new TreeMap<>();
        try (CommittedRecords log = new CommittedRecords(broker.address(), "accepted." + name)) {
            log.readToEnd();
            log.list().forEach(each -> {
                LogRecord record = LogRecord.decode(each.value());
                newest.put(record.place(each.offset()), record);
            });
        }
        return newest;
    }

    /** Redis against the log: for each user as many clicks as count. */
    private boolean holdsWhatCounts() {
        Map<String, Integer> expected = new TreeMap<>();
        Map<Long, LogRecord> newest = newest();
        newest.values().stream()
                .flatMap(record -> ClickViews.row(plan, record).stream())
                .forEach(row -> expected.merge(row.entity(), 1, Integer::sum));
        List<String> users = List.of("good", "bad", "after", "worse", "last");
        long events = newest.values().stream()
                .filter(record -> record.stamped().kind() == Stamped.Kind.EVENT)
                .count();
        long duplicates = newest.values().stream()
                .filter(record -> record.verdict() == DUPLICATE)
                .count();
        long rejected = newest.values().stream()
                .filter(record -> record.verdict() == REJECTED)
                .count();
        return events == sent + 2
                && duplicates == 1
                && expected.values().stream().mapToInt(Integer::intValue).sum() == sent + 1 - rejected
                && users.stream().allMatch(user -> clicks(user) == expected.getOrDefault(entity(user), 0));
    }

    private long clicks(String user) {
        StoredSlot slot =
                store.read(ClickViews.VIEW, 1, List.of(entity(user))).get(0).get(name);
        if (slot == null || slot.isEmpty()) {
            return 0;
        }
        SlotRow row = SlotPlan.of(plan, 0, "definition").codec().decode(slot.row());
        return ((Number) requireNonNull(row.values()[CLICKS])).longValue();
    }

    private String entity(String user) {
        return EntityKey.of(plan.entity().keys(), List.of(user)).encoded();
    }

    private void waive(StreamActivitiesImpl activities, SystemTables tables, String held) {
        assertThat(release(activities, tables, held)).containsExactly("few_nulls");
    }

    /** Releases an interval; the answer is what it failed. */
    private List<String> release(StreamActivitiesImpl activities, SystemTables tables, String held) {
        Interval interval = Interval.parse(held);
        Verdict verdict = verdict(activities, interval);

        assertThat(verdict.outcome()).isEqualTo("BLOCKED");
        assertThat(verdict(activities, interval).reportHash()).isEqualTo(verdict.reportHash());
        assertThatThrownBy(() -> activities.decide(decision(interval, verdict, "WAIVED")))
                .isInstanceOfSatisfying(
                        ApplicationFailure.class,
                        refused -> assertThat(refused.getType()).isEqualTo(FailureTypes.NOT_CERTIFIED));
        decide(activities, tables, verdict, interval, "WAIVED");
        refusesWhatIsAboutAnother(activities, decision(interval, verdict, "WAIVED"));
        return verdict.rules().stream()
                .filter(rule -> rule.status().equals("FAILED"))
                .map(rule -> rule.rule())
                .toList();
    }

    private static void refusesWhatIsAboutAnother(StreamActivitiesImpl activities, StreamDecision decision) {
        Interval held = decision.interval();
        Interval next = new Interval(held.epoch(), held.to() + 1, held.to() + 2);
        DefinitionRef other = new DefinitionRef("source", "other", "v1", "f");
        List<StreamDecision> wrong = List.of(
                new StreamDecision(decision.source(), 0, next, decision.gate(), "stream/x"),
                new StreamDecision(decision.source(), 1, held, decision.gate(), "stream/x"),
                new StreamDecision(other, 0, held, decision.gate(), "stream/x"));
        assertThat(wrong)
                .allSatisfy(each -> assertThatThrownBy(() -> activities.decide(each))
                        .isInstanceOfSatisfying(
                                ApplicationFailure.class,
                                refused -> assertThat(refused.getType()).isEqualTo(FailureTypes.NOT_CERTIFIED))
                        .hasMessageContaining("is not decided by the gate of " + held));
    }

    private Verdict verdict(StreamActivitiesImpl activities, Interval interval) {
        return activities.auditInterval(new AuditRequest("clicks", "events." + name, "0", interval.toString(), 1));
    }

    private void decide(
            StreamActivitiesImpl activities, SystemTables tables, Verdict verdict, Interval interval, String outcome) {
        StreamDecision decision = decision(interval, verdict, outcome);
        tables.gateResults().append(interval.toString(), List.of(GateResultRow.of(decision.gate(), Instant.now())));
        activities.decide(decision);
        activities.decide(decision);
    }

    private StreamDecision decision(Interval interval, Verdict verdict, String outcome) {
        GateResult gate = new GateResult(
                "clicks",
                "v1",
                "events." + name,
                "0",
                interval.toString(),
                1,
                outcome,
                "",
                List.of(),
                null,
                verdict.reportHash(),
                verdict.reportUri(),
                "ann",
                "seen",
                List.of("few_nulls"));
        DefinitionRef of = new DefinitionRef("source", name, "v1", "f");
        return new StreamDecision(of, 0, interval, gate, "stream/" + name);
    }

    private StreamActivitiesImpl activities(Lake lake) {
        Gate gate = new Gate("clicks", EXPECTATIONS, Gate.Policy.defaults());
        SystemTables tables = new SystemTables(lake);
        return new StreamActivitiesImpl(
                (asked, dataset) -> new Guard(new DefinitionRef("gate", "clicks", "v1", "f"), gate, List.of("ann")),
                any -> source.schema(),
                ClickViews.COMPILER,
                new HeldIntervals(broker.address()),
                new ControlTopic(broker.address(), Clock.systemUTC()),
                tables,
                new AuditRecords(
                        tables, new ReportFiles(lake, folder.resolve("reports").toString()), Clock.systemUTC()),
                Clock.systemUTC());
    }

    private HostedApp accept(BrokerSourceEnd end) {
        return new AcceptApp(
                        source, source.expectations(), rules(), 1, new AvroSchemas(List.of()), 50, ClickViews.COMPILER)
                .host(AppSettings.local(broker.address(), folder.resolve("accept" + epoch)), end);
    }

    private HostedApp view() {
        return new ViewApp(plan, 0, 1, "definition", epoch, 1, 1, ClickViews.COMPILER, this::gate)
                .host(AppSettings.local(broker.address(), folder.resolve("view" + epoch)));
    }

    private OnlineSink sink(ServedArchive served) {
        return new OnlineSink(
                new SinkInput(broker.address(), plan, 0, 1, 1, Map.of()), store, served, Duration.ofMillis(200));
    }

    private void send(String user, int records, String amount) {
        send(user, records, amount, Instant.now());
    }

    private void send(String user, int records, String amount, Instant at) {
        for (int i = 0; i < records; i++) {
            String event =
                    "{\"click_id\": \"c%d\", \"user_id\": \"%s\", \"event_time\": \"%s\", \"amount\": %s, \"is_bot\": false}"
                            .formatted(sent++, user, at, amount);
            events.add(event);
            producer.send(new ProducerRecord<>(name + "_raw", event.getBytes(StandardCharsets.UTF_8)));
        }
        producer.flush();
    }

    private boolean isOnline(String user) {
        return clicks(user) > 0;
    }

    private static List<String> held(OnlineSink sink) {
        return sink.checkpoints().stream().flatMap(each -> each.held().stream()).toList();
    }

    private static void await(OnlineSink sink, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (!condition.getAsBoolean()) {
            assertThat(sink.failure()).isEmpty();
            assertThat(System.nanoTime()).as(sink.checkpoints().toString()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }
}
