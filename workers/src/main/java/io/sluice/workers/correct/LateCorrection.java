package io.sluice.workers.correct;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.archive.PinnedArchive;
import io.sluice.activities.certify.OpenHolds;
import io.sluice.activities.failpoint.FailPoints;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.gate.CorrectionRow;
import io.sluice.activities.table.gate.RejectedRangeRow;
import io.sluice.activities.table.lane.IncarnationRow;
import io.sluice.definitions.model.Source;
import io.sluice.workflows.correct.CorrectionRequest;
import io.sluice.workflows.correct.CorrectionResult;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.iceberg.expressions.Expressions;

/**
 * Admits the late events of a stream that are new. Every step may be the last before a kill: what was written to the control topic
 * is found there, or in the archive, and is never written again.
 */
public final class LateCorrection {
    private final Lake lake;
    private final SystemTables tables;
    private final String bootstrapServers;
    private final Clock clock;

    public LateCorrection(Lake lake, SystemTables tables, String bootstrapServers, Clock clock) {
        this.lake = requireNonNull(lake, "lake is null");
        this.tables = requireNonNull(tables, "tables is null");
        this.bootstrapServers = requireNonNull(bootstrapServers, "bootstrapServers is null");
        this.clock = requireNonNull(clock, "clock is null");
    }

    /**
     * Does it.
     *
     * @param source as the stream of this incarnation was begun
     */
    public CorrectionResult correct(CorrectionRequest request, Source source, IncarnationRow incarnation) {
        Optional<CorrectionRow> done = rows(source.name())
                .filter(row -> row.run().equals(request.run()))
                .findFirst();
        if (done.isPresent()) {
            return result(done.get());
        }
        CorrectionRow row = row(request, source, incarnation);
        FailPoints.hit("correct.before-row");
        tables.corrections().append("correct/" + source.name() + "/" + request.run(), List.of(row));
        FailPoints.hit("correct.after-row");
        return result(row);
    }

    private CorrectionRow row(CorrectionRequest request, Source source, IncarnationRow incarnation) {
        Tally tally = new Tally();
        try (AdmitTopic topic = AdmitTopic.open(bootstrapServers, source.name())) {
            Optional<CorrectionRow> last = rows(source.name()).max(Comparator.comparing(CorrectionRow::at));
            Map<Integer, Long> control = Offsets.parse(last.map(CorrectionRow::control));
            // what an incarnation has decided again may have taken away what made an event a duplicate
            Map<Integer, Long> offsets = Offsets.parse(
                    last.filter(row -> row.epoch() == incarnation.epoch()).map(CorrectionRow::offsets));
            Map<Integer, Long> limits = limits(source.name(), incarnation.epoch());
            PinnedArchive archive =
                    PinnedArchive.of(lake, source.name(), incarnation.logPartitions(), incarnation.sourcePartitions());
            archive.progress()
                    .forEach((partition, progress) -> new PartitionCorrection(
                                    lake, source, progress, topic, request.run())
                            .correct(
                                    offsets.getOrDefault(partition, 0L),
                                    control.getOrDefault(partition, 0L),
                                    limits.getOrDefault(partition, Long.MAX_VALUE),
                                    tally));
        }
        return tally.row(source.name(), request.run(), incarnation.epoch(), clock.instant());
    }

    /** From where on a partition waits: for a person, or for the incarnation that leaves out what they rejected. */
    private Map<Integer, Long> limits(String source, long epoch) {
        Map<Integer, Long> limits = new TreeMap<>(new OpenHolds(tables).of(source, epoch));
        for (RejectedRangeRow range : tables.rejectedRanges().scan(Expressions.equal("source", source))) {
            if (range.epoch() >= epoch) {
                limits.merge(range.partition(), range.from(), Math::min);
            }
        }
        return limits;
    }

    private Stream<CorrectionRow> rows(String source) {
        return tables.corrections().scan(Expressions.equal("source", source)).stream();
    }

    private static CorrectionResult result(CorrectionRow row) {
        return new CorrectionResult(
                row.source(),
                row.admitted(),
                row.duplicates(),
                row.conflicts(),
                row.broken(),
                row.waiting(),
                row.days());
    }
}
