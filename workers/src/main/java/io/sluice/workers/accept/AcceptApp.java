package io.sluice.workers.accept;

import static java.util.Objects.requireNonNull;

import io.sluice.definitions.accept.AcceptRules;
import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.workers.record.AvroRecordReader;
import io.sluice.workers.record.AvroSchemas;
import io.sluice.workers.record.JsonRecordReader;
import io.sluice.workers.record.RecordReader;
import io.sluice.workers.record.RecordTyping;
import io.sluice.workers.record.RowRulesCheck;
import io.sluice.workers.streams.AppSettings;
import io.sluice.workers.streams.HostedApp;
import java.time.Clock;
import java.util.List;
import org.apache.kafka.streams.Topology;

/**
 * The accept app of one incarnation of a source.
 *
 * @param expectations of the source's gate: those with {@code rows: quarantine} are its row rules, in every lane
 * @param rules of the incarnation; its {@code epoch} is part of the application's id
 * @param logPartitions of {@code accepted} and {@code control}, which must exist
 * @param schemas that Avro records are written with; none for JSON
 * @param deadLetterLimit how many of 1,000 records in a row of a source partition may be unreadable before the app stops
 */
public record AcceptApp(
        Source source,
        List<Expectation> expectations,
        AcceptRules rules,
        int logPartitions,
        AvroSchemas schemas,
        int deadLetterLimit,
        ExpressionCompiler compiler) {
    /** One in twenty. */
    public static final int DEAD_LETTER_LIMIT = 50;

    public AcceptApp {
        requireNonNull(source, "source is null");
        requireNonNull(source.stream(), "stream is null");
        expectations = List.copyOf(expectations);
        requireNonNull(rules, "rules is null");
        requireNonNull(schemas, "schemas is null");
        requireNonNull(compiler, "compiler is null");
    }

    /**
     * The application's id: its consumer group, its transactions and its internal topics have it in their names. The same in all
     * incarnations over one log: what is stamped and where it reads go on, only what it has decided is replaced.
     */
    public String applicationId() {
        return applicationId(source.name());
    }

    static String applicationId(String source) {
        return "sluice.accept." + source + ".e1";
    }

    /**
     * The app, not started. Every expression is compiled here, which takes seconds in a young JVM: nothing waits for it once
     * tasks are taken.
     *
     * @throws IllegalArgumentException when the source cannot be read as a stream: a row rule that needs other rows, or a
     *     keyed topic with another number of partitions than the log
     */
    public HostedApp host(AppSettings settings, SourceEnd end) {
        return new HostedApp(topology(Clock.systemUTC(), end), settings.properties(applicationId()), topic());
    }

    /** The topic that it reads. */
    String topic() {
        return requireNonNull(source.stream()).topic();
    }

    /** Whether the topic is partitioned as the log is, so that nothing is re-keyed. */
    boolean isKeyed() {
        return requireNonNull(source.stream()).keyed();
    }

    Topology topology(Clock clock, SourceEnd end) {
        stamp(end);
        return new AcceptTopology(source, rules, logPartitions, clock).build(() -> stamp(end));
    }

    private StampProcessor stamp(SourceEnd end) {
        RowRulesCheck rowRules = new RowRulesCheck(expectations, source.schema(), compiler);
        return new StampProcessor(source, reader(), new RecordTyping(source, rowRules), end, deadLetterLimit);
    }

    private RecordReader reader() {
        return requireNonNull(source.stream()).format().equals("avro")
                ? new AvroRecordReader(source.schema(), schemas, compiler)
                : new JsonRecordReader(source.schema(), compiler);
    }
}
