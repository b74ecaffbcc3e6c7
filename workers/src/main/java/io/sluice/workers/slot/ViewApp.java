package io.sluice.workers.slot;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.rekey.LogSplit;
import io.sluice.definitions.rekey.MetSlots;
import io.sluice.definitions.rekey.Rekeyed;
import io.sluice.definitions.rekey.RekeyedCodec;
import io.sluice.definitions.slot.SlotMachine;
import io.sluice.definitions.slot.SlotMachine.Incarnation;
import io.sluice.definitions.slot.SlotPlan;
import io.sluice.definitions.slot.Slots;
import io.sluice.definitions.store.ByteStore;
import io.sluice.definitions.streamgate.IntervalGate;
import io.sluice.workers.replay.Takeover;
import io.sluice.workers.streams.AppSettings;
import io.sluice.workers.streams.HostedApp;
import io.sluice.workers.streams.StoredBytes;
import io.sluice.workers.topic.LogPartitions;
import io.sluice.workers.topic.TopicNames;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.kstream.Repartitioned;
import org.apache.kafka.streams.processor.api.Processor;

/**
 * The app of one incarnation of a view version over one of its sources.
 *
 * @param source index into the plan's sources
 * @param version of the view's definition
 * @param definition its fingerprint
 * @param sourcePartitions that feed the log
 * @param logPartitions of the log, the updates and the checkpoints
 * @param gate gives each task a gate of its own, which judges what goes online
 */
public record ViewApp(
        ViewPlan plan,
        int source,
        int version,
        String definition,
        long epoch,
        int sourcePartitions,
        int logPartitions,
        ExpressionCompiler compiler,
        Supplier<IntervalGate> gate) {
    private static final Serde<LogRecord> LOG =
            Serdes.serdeFrom((topic, record) -> record.encoded(), (topic, bytes) -> LogRecord.decode(bytes));
    private static final Serde<Output> OUTPUT =
            Serdes.serdeFrom((topic, output) -> output.encoded(), (topic, bytes) -> {
                throw new UnsupportedOperationException("An output is only written");
            });

    private static final String REKEYED = "rekeyed";

    /** So that what a commit holds beyond its last checkpoint is a few milliseconds of work. */
    private static final int CHECKPOINTS_PER_COMMIT = 4;

    public ViewApp {
        requireNonNull(plan, "plan is null");
        requireNonNull(definition, "definition is null");
        requireNonNull(compiler, "compiler is null");
        requireNonNull(gate, "gate is null");
    }

    /** An app without a gate: all that it computes goes online. */
    public ViewApp(
            ViewPlan plan,
            int source,
            int version,
            String definition,
            long epoch,
            int sourcePartitions,
            int logPartitions,
            ExpressionCompiler compiler) {
        this(
                plan,
                source,
                version,
                definition,
                epoch,
                sourcePartitions,
                logPartitions,
                compiler,
                () -> IntervalGate.NONE);
    }

    /**
     * Whether the view is about another entity than the log is partitioned by, so that an entity's rows lie in several partitions of
     * it: then rows go to the partition of their entity first (decision 080).
     */
    public boolean isRekeyed() {
        List<String> by = of().partitionBy();
        return by.isEmpty()
                || !plan.entity().keys().stream().map(Column::name).toList().containsAll(by);
    }

    /** The topic through which a re-keyed view's rows go; Kafka Streams makes it and takes away what was read. */
    String rekeyedTopic() {
        return applicationId() + "-" + REKEYED + "-repartition";
    }

    /** The application's id: its consumer group, its transactions and its changelogs have it in their names. */
    public String applicationId() {
        return "sluice.view." + name() + "." + of().name() + ".e" + epoch;
    }

    /**
     * The app, not started. Every expression is compiled here, which takes seconds in a young JVM: nothing waits for it once
     * tasks are taken.
     */
    public HostedApp host(AppSettings settings) {
        return host(settings, new Uncovered());
    }

    /** The same, whose tasks say what they have not covered. */
    HostedApp host(AppSettings settings, Uncovered uncovered) {
        return new HostedApp(
                topology(settings.commit(), uncovered),
                settings.properties(applicationId()),
                new TopicNames(of().name()).accepted());
    }

    Topology topology(Duration commit, Uncovered uncovered) {
        return topology(commit, uncovered, UnaryOperator.identity());
    }

    /**
     * Checkpoints come more often than commits; what partitions of the log tell each other once a commit.
     *
     * @param around sees what goes into the kernel of a view that is not re-keyed, and what comes out of it
     */
    Topology topology(
            Duration commit, Uncovered uncovered, UnaryOperator<Processor<byte[], LogRecord, byte[], Output>> around) {
        // compiles
        rows();
        Duration checkpoints = commit.dividedBy(CHECKPOINTS_PER_COMMIT);
        TopicNames names = new TopicNames(of().name());
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(StoredBytes.builder(SlotProcessor.STORE));
        KStream<byte[], LogRecord> log = builder.stream(
                names.accepted(),
                // an offset that is gone ends the app: what was lost is for people to see
                Consumed.with(Serdes.ByteArray(), LOG).withName("log").withOffsetResetPolicy(AutoOffsetReset.none()));
        KStream<byte[], Output> outputs = isRekeyed()
                ? rekeyed(builder, log, commit)
                        .process(
                                () -> new MetProcessor(this, checkpoints, uncovered),
                                Named.as("slot"),
                                SlotProcessor.STORE)
                : log.process(
                        () -> around.apply(processor(checkpoints, uncovered)), Named.as("slot"), SlotProcessor.STORE);
        outputs.filter((key, output) -> output.isUpdate(), Named.as("changed"))
                .to(names.updates(plan.view().name(), version), produced("updates"));
        outputs.filter((key, output) -> !output.isUpdate(), Named.as("covered"))
                .to(names.checkpoints(), produced("checkpoints"));
        return builder.build();
    }

    /** Each row goes to the partition of its entity, and how things stand in a partition of the log to all. */
    private KStream<byte[], Rekeyed> rekeyed(
            StreamsBuilder builder, KStream<byte[], LogRecord> log, Duration standings) {
        builder.addStateStore(StoredBytes.builder(SplitProcessor.STORE));
        RekeyedCodec codec = new RekeyedCodec(slotPlan());
        Serde<Rekeyed> form =
                Serdes.serdeFrom((topic, record) -> codec.encode(record), (topic, bytes) -> codec.decode(bytes));
        return log.process(() -> new SplitProcessor(this, standings), Named.as("split"), SplitProcessor.STORE)
                .repartition(Repartitioned.with(Serdes.ByteArray(), form)
                        .withName(REKEYED)
                        .withNumberOfPartitions(logPartitions)
                        .withStreamPartitioner((topic, key, record, partitions) ->
                                record.isRow() ? Optional.of(Set.of(partition(record.entity()))) : Optional.of(all())));
    }

    /** The partition of a re-keyed view in which an entity is. */
    int partition(String entity) {
        return LogPartitions.of(entity.getBytes(StandardCharsets.UTF_8), logPartitions);
    }

    private Set<Integer> all() {
        return IntStream.range(0, logPartitions).boxed().collect(Collectors.toUnmodifiableSet());
    }

    private static Produced<byte[], Output> produced(String name) {
        return Produced.with(Serdes.ByteArray(), OUTPUT)
                .withName(name)
                .withStreamPartitioner((topic, key, output, partitions) -> Optional.of(Set.of(output.partition())));
    }

    private SlotProcessor processor(Duration checkpoints, Uncovered uncovered) {
        return new SlotProcessor(this::machine, epoch, rows(), name(), checkpoints, uncovered);
    }

    /** The rows of the log as a task sees them. */
    EntityRows rows() {
        return new EntityRows(plan, source, compiler);
    }

    /** What reads one partition of the log for a re-keyed view. */
    LogSplit split(int partition, ByteStore store) {
        return new LogSplit(new Incarnation(epoch, partition, sourcePartitions), store, gate.get());
    }

    /** The slots of one partition of a re-keyed view. */
    MetSlots met(int partition, ByteStore store) {
        return new MetSlots(new MetSlots.Life(epoch, partition, logPartitions), slotPlan(), store, portion());
    }

    private SlotPlan slotPlan() {
        return SlotPlan.of(plan, source, definition);
    }

    /** A thread may have the tasks of all partitions. */
    private int portion() {
        return Slots.portion(logPartitions);
    }

    /** The kernel of a task over a store. */
    SlotMachine machine(int partition, ByteStore store) {
        Incarnation life = new Incarnation(epoch, partition, sourcePartitions);
        return new SlotMachine(life, slotPlan(), store, gate.get(), portion());
    }

    /** Lets nobody of an incarnation before go on with any view over a source. */
    public static void shutOut(Takeover takeover, String source, long epoch) {
        String incarnation = "." + source + ".e";
        for (String application : takeover.applications("sluice.view.")) {
            int at = application.lastIndexOf(incarnation);
            if (at > 0 && Long.parseLong(application, at + incarnation.length(), application.length(), 10) < epoch) {
                takeover.shutOut(application, SlotProcessor.STORE, epoch);
            }
        }
    }

    /** View and version, as keys and names of topics have it. */
    String name() {
        return plan.view().name() + "_v" + version;
    }

    private Source of() {
        return plan.sources().get(source).source();
    }
}
