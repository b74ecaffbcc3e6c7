package io.sluice.workers.accept;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.model.Source;
import io.sluice.workers.streams.StoredBytes;
import io.sluice.workers.topic.LogPartitions;
import io.sluice.workers.topic.TopicNames;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
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

/**
 * The topology of an accept app.
 *
 * <pre>
 * source topic ─► stamp ─┬─► stamped (re-key, internal) ─┬─► decide ─► accepted.*
 *                        │            control.* ─────────┘
 *                        └─► dead_letters.*
 * </pre>
 *
 * A topic that is keyed already is decided where it is stamped, without the way through {@code stamped}; then the ticks for
 * other partitions go through the control topic, where they can overtake nothing: no other partition has records of this one.
 */
final class AcceptTopology {
    /** Of the topic between stamping and deciding, which Kafka Streams makes. */
    static final String STAMPED_TOPIC = "stamped";

    private static final Serde<Stamped> STAMPED =
            Serdes.serdeFrom((topic, record) -> record.encoded(), (topic, bytes) -> Stamped.decode(bytes));
    private static final Serde<LogEntry> LOG = Serdes.serdeFrom(
            (topic, entry) -> entry.record().encoded(), (topic, bytes) -> new LogEntry(-1, LogRecord.decode(bytes)));

    private final Source source;
    private final Source.Stream stream;
    private final TopicNames names;
    private final AcceptRules rules;
    private final int logPartitions;
    private final Clock clock;

    AcceptTopology(Source source, AcceptRules rules, int logPartitions, Clock clock) {
        this.source = source;
        this.stream = requireNonNull(source.stream(), "stream is null");
        this.names = new TopicNames(source.name());
        this.rules = rules;
        this.logPartitions = logPartitions;
        this.clock = clock;
        if (stream.keyed() && logPartitions != rules.sourcePartitions()) {
            throw new IllegalArgumentException(
                    "Invalid source %s: it is keyed, so its log must have the %d partitions of topic %s, not %d"
                            .formatted(source.name(), rules.sourcePartitions(), stream.topic(), logPartitions));
        }
    }

    /** Builds it; a new processor is asked for per task. */
    Topology build(Supplier<StampProcessor> stamps) {
        StreamsBuilder builder = new StreamsBuilder();
        builder.addStateStore(StoredBytes.builder(StampProcessor.STORE));
        builder.addStateStore(StoredBytes.builder(DecideProcessor.STORE));
        KStream<byte[], Received> received = builder.stream(
                        stream.topic(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray())
                                .withName("source")
                                // an offset that is gone ends the app: what was lost is for people to see
                                .withOffsetResetPolicy(AutoOffsetReset.none())
                                .withTimestampExtractor(new AppendTime(clock)))
                .process(stamps::get, Named.as("stamp"), StampProcessor.STORE);
        received.filter((key, each) -> each.unreadable() != null, Named.as("unreadable"))
                .mapValues(Received::unreadable, Named.as("letter"))
                .to(
                        names.deadLetters(),
                        Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("dead-letters"));
        KStream<byte[], Stamped> control = builder.stream(
                names.control(), Consumed.with(Serdes.ByteArray(), STAMPED).withName("control"));
        stamped(received)
                .merge(control, Named.as("meet"))
                .process(() -> new DecideProcessor(rules), Named.as("decide"), DecideProcessor.STORE)
                .to(
                        names.accepted(),
                        Produced.with(Serdes.ByteArray(), LOG)
                                .withName("log")
                                .withStreamPartitioner(
                                        (topic, key, entry, partitions) -> Optional.of(Set.of(entry.partition()))));
        return builder.build();
    }

    private KStream<byte[], Stamped> stamped(KStream<byte[], Received> received) {
        KStream<byte[], Stamped> stamped = received.filter((key, each) -> each.stamped() != null, Named.as("readable"))
                .mapValues(each -> requireNonNull(each.stamped()), Named.as("record"));
        if (stream.keyed()) {
            stamped.filter((key, each) -> each.kind() == Stamped.Kind.TICK, Named.as("ticks"))
                    .to(
                            names.control(),
                            Produced.with(Serdes.ByteArray(), STAMPED)
                                    .withName("ticks-of-others")
                                    .withStreamPartitioner((topic, key, tick, partitions) -> Optional.of(
                                            all(partitions, tick.stamp().partition()))));
            return stamped;
        }
        return stamped.repartition(Repartitioned.with(Serdes.ByteArray(), STAMPED)
                .withName(STAMPED_TOPIC)
                .withNumberOfPartitions(logPartitions)
                .withStreamPartitioner((topic, key, each, partitions) -> Optional.of(
                        each.kind() == Stamped.Kind.TICK
                                ? all(partitions, -1)
                                : Set.of(LogPartitions.of(each.key(), partitions)))));
    }

    private static Set<Integer> all(int partitions, int but) {
        return IntStream.range(0, partitions)
                .filter(partition -> partition != but)
                .boxed()
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Name and source, for errors and logs. */
    @Override
    public String toString() {
        return "accept app of " + source.name();
    }
}
