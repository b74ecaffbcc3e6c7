package io.sluice.workers.slot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.lake.TableLayouts;
import io.sluice.activities.stream.TrustedHistory;
import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.RejectedRanges;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.expression.CompiledExpression;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.online.EntityKey;
import io.sluice.definitions.slot.Checkpoint;
import io.sluice.definitions.slot.Update;
import io.sluice.definitions.streamgate.IntervalGate;
import io.sluice.workers.accept.Redecision;
import io.sluice.workers.broker.Clicks;
import io.sluice.workers.broker.CommittedRecords;
import io.sluice.workers.broker.LocalBroker;
import io.sluice.workers.replay.SealedException;
import io.sluice.workers.replay.StateWriter;
import io.sluice.workers.replay.Takeover;
import io.sluice.workers.streams.AppSettings;
import io.sluice.workers.streams.Hosted;
import io.sluice.workers.streams.HostedApp;
import io.sluice.workers.streams.HostedStream;
import io.sluice.workers.streams.HostedView;
import io.sluice.workers.streams.Wanted;
import io.sluice.workers.topic.TopicNames;
import io.sluice.workers.topic.TopicSettings;
import io.sluice.workers.topic.Topics;
import io.sluice.workflows.registry.DefinitionRef;
import io.sluice.workflows.stream.PartitionCheckpoint;
import io.sluice.workflows.stream.StreamInstanceInput;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.iceberg.expressions.Expressions;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two who write the state of one app, and apps whose history changes: on a real broker. */
final class StateLoaderIT {
    private static final long SEED = 7;
    private static final int EACH = 120;

    /** More than a loader that does not wait asks. */
    private static final int ROUNDS = 12;

    @TempDir
    Path folder;

    private final LocalBroker broker = LocalBroker.shared();
    private final String address = broker.address();
    private final String name = LocalBroker.name("loaded_");
    private final ViewPlan plan = ClickViews.plan(ClickViews.withHistory(ClickViews.files(name, "raw")));
    private final Source source = plan.sources().get(0).source();
    private final ClickLog clicks = new ClickLog(SEED, source, 1);
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", address), new ByteArraySerializer(), new ByteArraySerializer());
    private Lake lake;
    private Admin admin;
    private long sent;

    @BeforeEach
    void prepare() {
        lake = Lake.open(LakeConfig.embedded(folder));
        admin = broker.admin();
        Topics topics = new Topics(admin, TopicSettings.of(1, 1));
        topics.prepareAccept(source);
        topics.prepareView(name, ClickViews.VIEW, 1);
        topics.prepareState(Redecision.stateTopic(name));
    }

    @AfterEach
    void close() {
        producer.close();
        admin.close();
        lake.close();
    }

    @Test
    void whoComesSecondWritesNothingIntoAnAppThatRuns() {
        send(EACH);
        try (CommittedRecords updates = updates();
                CommittedRecords checkpoints = new CommittedRecords(address, "checkpoints." + name);
                HostedApp runs = app(1, ClickViews.COMPILER).host(settings(1))) {
            // the second one has looked which partitions are missing, and compiles, while the first one does everything
            Meanwhile first = new Meanwhile(() -> {
                loader(1, null, ClickViews.COMPILER).load(Wanted.ALWAYS);
                runs.start();
                send(EACH);
                awaitEnd(checkpoints);
            });
            loader(1, null, first).load(Wanted.ALWAYS);
            send(EACH);
            awaitEnd(checkpoints);
            whatIsNotCoveredCountsAsLag(runs);

            updates.readToEnd();
            List<Long> sequences = updates.list().stream()
                    .map(record -> Update.decode(record.value()).sequence())
                    .toList();
            assertThat(sequences).doesNotHaveDuplicates().isSorted();
        }
    }

    private void whatIsNotCoveredCountsAsLag(HostedApp runs) {
        Uncovered uncovered = new Uncovered();
        ViewApp app = app(1, ClickViews.COMPILER);
        try (ViewProgress progress = new ViewProgress(app, runs, uncovered, new TopicNames(name), address)) {
            assertThat(progress.checkpoints())
                    .extracting(PartitionCheckpoint::lag)
                    .containsExactly(0L);
            uncovered.taken(0);
            assertThat(progress.checkpoints())
                    .extracting(PartitionCheckpoint::lag)
                    .containsExactly(1L);
        }
    }

    @Test
    void ofSeveralProcessesOfAnAppTheFirstLoads() {
        send(EACH);
        try (Hosted second = hosted(2);
                Hosted first = hosted(1)) {
            // were the second one to load, the first would shut it out
            second.prepare(after(2, () -> first.prepare(Wanted.ALWAYS)));
            assertThat(end(IsolationLevel.READ_COMMITTED))
                    .as("a checkpoint of the first")
                    .isPositive();
        }
    }

    private Hosted hosted(int number) {
        AppSettings own = AppSettings.local(address, folder.resolve("process" + number));
        return new ViewFactory(ClickViews.COMPILER, of -> () -> IntervalGate.NONE, lake)
                .make(new StreamInstanceInput(name, "view", ClickViews.VIEW, "v1", number), stream(1, null, own));
    }

    @Test
    void whileStateIsWrittenCheckpointsOfOtherViewsCanBeRead() {
        send(EACH);
        int[] asked = new int[1];
        loader(1, null, ClickViews.COMPILER).load(() -> {
            asked[0]++;
            assertThat(end(IsolationLevel.READ_COMMITTED))
                    .as("asked %d times whether it is wanted", asked[0])
                    .isEqualTo(end(IsolationLevel.READ_UNCOMMITTED));
        });
        assertThat(asked[0]).as("with each record, and each entry of the state").isGreaterThan(EACH);
        assertThat(end(IsolationLevel.READ_COMMITTED)).isPositive();
    }

    /** Of the checkpoints. */
    private long end(IsolationLevel level) {
        TopicPartition place = new TopicPartition("checkpoints." + name, 0);
        try {
            return admin.listOffsets(Map.of(place, OffsetSpec.latest()), new ListOffsetsOptions(level))
                    .partitionResult(place)
                    .get()
                    .offset();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("No end", e);
        }
    }

    @Test
    void anAppWhoseLogGetsNoTimeBeginsAllTheSame() throws Exception {
        long history = certify("early");
        FirstTick over = FirstTick.of(stream(1, history), source.idleAfter().negated());

        loader(1, history, ClickViews.COMPILER).load(over, Wanted.ALWAYS);

        try (CommittedRecords updates = updates();
                CommittedRecords checkpoints = new CommittedRecords(address, "checkpoints." + name);
                HostedApp runs = app(1, ClickViews.COMPILER).host(settings(1))) {
            runs.start();
            send(EACH);
            awaitEnd(checkpoints);
            updates.readToEnd();
            assertThat(of("early", updates))
                    .as("taken in with the first record")
                    .isNotEmpty();
        }
    }

    @Test
    void verdictsThatWereOvertakenAreNotWritten() {
        send(EACH);
        int[] asked = new int[1];
        Redecision overtaken = redecision("overtaken");
        assertThatThrownBy(() -> overtaken.partition(
                        0,
                        offset -> {
                            if (asked[0]++ == 0) {
                                assertThat(redecision("first")
                                                .partition(0, each -> each == 20, Wanted.ALWAYS)
                                                .decided())
                                        .isPositive();
                            }
                            return offset == 20;
                        },
                        Wanted.ALWAYS))
                .isInstanceOf(KafkaException.class);
        try (CommittedRecords log = new CommittedRecords(address, "accepted." + name)) {
            log.readToEnd();
            assertThat(log.list().stream()
                            .map(record -> LogRecord.decode(record.value()))
                            .filter(record -> record.epoch() == 2)
                            .map(LogRecord::decides))
                    .isNotEmpty()
                    .doesNotHaveDuplicates();
        }
        assertThat(redecision("again").partition(0, offset -> offset == 20, Wanted.ALWAYS))
                .isEqualTo(new Redecision.Counts(0, 0));
    }

    @Test
    void aLoaderOfAnEndedIncarnationIsShutOut() {
        send(EACH);
        ViewApp app = app(1, ClickViews.COMPILER);
        new Topics(admin, TopicSettings.of(1, 1))
                .prepareState(Takeover.stateTopic(app.applicationId(), SlotProcessor.STORE));
        try (CommittedRecords updates = updates();
                StateWriter writer = StateWriter.begin(address, app.applicationId(), 0)) {
            writer.send("updates.activity_v1." + name, 0, new byte[] {1}, new byte[] {1});

            ViewApp.shutOut(new Takeover(admin, address), name, 2);

            assertThatThrownBy(writer::commit).isInstanceOf(KafkaException.class);
            // one that stood still until now, and begins
            assertThatThrownBy(() -> loader(1, null, ClickViews.COMPILER).load(Wanted.ALWAYS))
                    .isInstanceOf(SealedException.class);
            updates.readToEnd();
            assertThat(updates.list()).isEmpty();
        }
    }

    @Test
    void anEntityThatOnlyTheHistoryBeforeHadIsGivenAnewAsEmpty() throws Exception {
        long before = certify("gone");
        send(EACH);
        loader(1, before, ClickViews.COMPILER).load(Wanted.ALWAYS);
        lake.loadOrCreate(TableLayouts.trusted(source))
                .newDelete()
                .deleteFromRowFilter(Expressions.alwaysTrue())
                .commit();
        long after = new TrustedHistory(lake, source).snapshot().orElseThrow();
        assertThat(after).isNotEqualTo(before);

        loader(2, after, ClickViews.COMPILER).load(Wanted.ALWAYS);

        try (CommittedRecords updates = updates()) {
            updates.readToEnd();
            List<Update> gone = of("gone", updates);
            assertThat(gone).extracting(Update::epoch).containsExactly(1L, 2L);
            assertThat(gone.get(1).slot()).isNotEqualTo(gone.get(0).slot());
        }
    }

    @Test
    void historyIsLoadedWhenTheLogHasATimeAndNotBefore() throws Exception {
        long history = certify("early");
        FirstTick awaited = FirstTick.of(stream(1, history), Duration.ofHours(1));
        assertThatThrownBy(() -> loader(1, history, ClickViews.COMPILER).load(awaited, after(ROUNDS, () -> {
                    throw new IllegalStateException("taken back");
                })))
                .hasMessage("taken back");

        loader(1, history, ClickViews.COMPILER).load(awaited, after(ROUNDS, () -> send(EACH)));

        try (CommittedRecords updates = updates()) {
            updates.readToEnd();
            assertThat(of("early", updates)).hasSize(1);
        }
    }

    /** Something happens when it was asked so often whether the work is still wanted. */
    private static Wanted after(int times, Runnable then) {
        int[] asked = new int[1];
        return () -> {
            if (++asked[0] == times) {
                then.run();
            }
        };
    }

    private Redecision redecision(String state) {
        return new Redecision(lake, source, rules(2), AppSettings.local(address, folder.resolve(state)));
    }

    private ViewApp app(long epoch, ExpressionCompiler compiler) {
        return new ViewApp(plan, 0, 1, "definition", epoch, 1, 1, compiler);
    }

    private StateLoader loader(long epoch, @Nullable Long snapshot, ExpressionCompiler compiler) {
        return new StateLoader(new LoadedApp(lake, app(epoch, compiler), stream(epoch, snapshot)));
    }

    private HostedStream stream(long epoch, @Nullable Long snapshot) {
        return stream(epoch, snapshot, settings(epoch));
    }

    private HostedStream stream(long epoch, @Nullable Long snapshot, AppSettings settings) {
        HostedView view = new HostedView(new DefinitionRef("view", ClickViews.VIEW, "v1", "f"), plan, 0, 1, Map.of());
        return new HostedStream(
                new DefinitionRef("source", name, "v1", "f"), source, rules(epoch), 1, snapshot, view, settings);
    }

    private AppSettings settings(long epoch) {
        return AppSettings.local(address, folder.resolve("e" + epoch));
    }

    private AcceptRules rules(long epoch) {
        return AcceptRules.of(source, List.of(), 1, epoch, RejectedRanges.NONE);
    }

    private List<Update> of(String user, CommittedRecords updates) {
        String entity = EntityKey.of(plan.entity().keys(), List.of(user)).encoded();
        return updates.list().stream()
                .map(record -> Update.decode(record.value()))
                .filter(update -> update.entity().equals(entity))
                .toList();
    }

    private CommittedRecords updates() {
        return new CommittedRecords(address, "updates.activity_v1." + name);
    }

    private void awaitEnd(CommittedRecords checkpoints) {
        long end = sent;
        checkpoints.readUntil(
                () -> checkpoints.list().stream()
                        .anyMatch(record -> Checkpoint.decode(record.value()).end() >= end),
                () -> "no checkpoint reaches " + end);
    }

    private void send(int records) {
        for (ClickLog.Entry entry : clicks.next(records)) {
            LogRecord record = entry.record();
            LogRecord first = new LogRecord(1, LogRecord.FIRST, record.verdict(), record.reasons(), record.stamped());
            producer.send(new ProducerRecord<>(
                    "accepted." + name, entry.partition(), record.stamped().key(), first.encoded()));
            sent++;
        }
        producer.flush();
    }

    /** One row before the cutover. */
    private long certify(String user) throws IOException {
        BigDecimal amount = new BigDecimal("1.50");
        return TrustedClicks.append(
                lake, source, List.of(new TrustedClicks.Click("h1", user, Clicks.START - 1, "t", amount, false)));
    }

    /** Compiles as the real one, and lets something happen before the first time. */
    private static final class Meanwhile implements ExpressionCompiler {
        private @Nullable Runnable once;

        Meanwhile(Runnable once) {
            this.once = once;
        }

        @Override
        public CompiledExpression compile(String text, List<Column> columns) {
            Runnable now = once;
            once = null;
            if (now != null) {
                now.run();
            }
            return ClickViews.COMPILER.compile(text, columns);
        }
    }
}
