package io.sluice.workers.slot;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.changepoint.ViewPlan;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.slot.SlotMachine;
import io.sluice.definitions.slot.SlotMachine.Incarnation;
import io.sluice.definitions.slot.SlotPlan;
import io.sluice.definitions.store.ByteStore;
import io.sluice.definitions.streamgate.IntervalGate;
import io.sluice.workers.replay.Takeover;
import io.sluice.workers.streams.AppSettings;
import io.sluice.workers.streams.HostedApp;
import io.sluice.workers.streams.StoredBytes;
import io.sluice.workers.topic.TopicNames;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.KStream;
import org.apache.kafka.streams.kstream.Named;
import org.apache.kafka.streams.kstream.Produced;

/**
 * The app of one incarnation of a view version over one of its sources.
 *
 * @param source index into the plan's sources
 * @param version of the view's definition
 * @param definition its fingerprint
 * @param sourcePartitions that feed the log
 * @param gate gives each task a gate of its own, which judges what goes online
 */
public record ViewApp(
        ViewPlan plan,
        int source,
        int version,
        String definition,
        long epoch,
        int sourcePartitions,
        ExpressionCompiler compiler,
        Supplier<IntervalGate> gate) {
    private static final Serde<LogRecord> LOG =
            Serdes.serdeFrom((topic, record) -> record.encoded(), (topic, bytes) -> LogRecord.decode(bytes));
    private static final Serde<Output> OUTPUT =
            Serdes.serdeFrom((topic, output) -> output.encoded(), (topic, bytes) -> {
                throw new UnsupportedOperationException("An output is only written");
            });

    /** So that what a commit holds beyond its last checkpoint is a few milliseconds of work. */
    private static final int CHECKPOINTS_PER_COMMIT = 4;

    /**
     * Checks that the log is partitioned so that an entity's rows are all in one partition of it.
     *
     * @throws IllegalArgumentException when they are not: re-keying from the log is not done yet
     */
    public ViewApp {
        requireNonNull(plan, "plan is null");
        requireNonNull(definition, "definition is null");
        requireNonNull(compiler, "compiler is null");
        requireNonNull(gate, "gate is null");
        Source from = plan.sources().get(source).source();
        List<String> keys = plan.entity().keys().stream().map(Column::name).toList();
        if (from.partitionBy().isEmpty() || !keys.containsAll(from.partitionBy())) {
            throw new IllegalArgumentException(
                    "Invalid view of a stream: %s is about %s and the log of source %s is partitioned by %s, so an entity's rows lie in several partitions; set partition_by to its keys"
                            .formatted(plan.view().name(), keys, from.name(), from.partitionBy()));
        }
    }

    /** An app without a gate: all that it computes goes online. */
    public ViewApp(
            ViewPlan plan,
            int source,
            int version,
            String definition,
            long epoch,
            int sourcePartitions,
            ExpressionCompiler compiler) {
        this(plan, source, version, definition, epoch, sourcePartitions, compiler, () -> IntervalGate.NONE);
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
        Duration checkpoints = settings.commit().dividedBy(CHECKPOINTS_PER_COMMIT);
        return new HostedApp(
                topology(checkpoints), settings.properties(applicationId()), new TopicNames(of().name()).accepted());
    }

    Topology topology(Duration checkpoints) {
        processor(checkpoints);
        TopicNames names = new TopicNames(of().name());
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(StoredBytes.builder(SlotProcessor.STORE));
        KStream<byte[], Output> outputs = builder.stream(
                        names.accepted(), Consumed.with(Serdes.ByteArray(), LOG).withName("log"))
                .process(() -> processor(checkpoints), Named.as("slot"), SlotProcessor.STORE);
        outputs.filter((key, output) -> output.isUpdate(), Named.as("changed"))
                .to(names.updates(plan.view().name(), version), produced("updates"));
        outputs.filter((key, output) -> !output.isUpdate(), Named.as("covered"))
                .to(names.checkpoints(), produced("checkpoints"));
        return builder.build();
    }

    private static Produced<byte[], Output> produced(String name) {
        return Produced.with(Serdes.ByteArray(), OUTPUT)
                .withName(name)
                .withStreamPartitioner((topic, key, output, partitions) -> Optional.of(Set.of(output.partition())));
    }

    private SlotProcessor processor(Duration checkpoints) {
        return new SlotProcessor(this::machine, epoch, rows(), name(), checkpoints);
    }

    /** The rows of the log as a task sees them. */
    EntityRows rows() {
        return new EntityRows(plan, source, compiler);
    }

    /** The kernel of a task over a store. */
    SlotMachine machine(int partition, ByteStore store) {
        return new SlotMachine(
                new Incarnation(epoch, partition, sourcePartitions),
                SlotPlan.of(plan, source, definition),
                store,
                gate.get());
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
