package io.sluice.activities.certify;

import static java.util.Objects.requireNonNull;

import io.sluice.activities.archive.PinnedArchive;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.TableNames;
import io.sluice.activities.table.SystemTables;
import io.sluice.activities.table.lane.CertificationRow;
import io.sluice.activities.table.lane.IncarnationRow;
import io.sluice.definitions.model.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.apache.iceberg.expressions.Expressions;
import org.apache.spark.sql.SparkSession;

/** Compares the newest certified days of a stream with its archive. Reads only. Source: contract §8, E3. */
public final class CertifiedEquality {
    /**
     * What was compared.
     *
     * @param waiting days that are to be certified again, because rows came or left after they were
     */
    public record Found(List<ComparedDay> days, List<String> waiting) {
        public Found {
            days = List.copyOf(days);
            waiting = List.copyOf(waiting);
        }
    }

    /**
     * A certified day beside its archive.
     *
     * @param archived accepted rows of the archive
     * @param trusted rows from the cutover on
     * @param missing accepted rows that are not trusted
     * @param surplus trusted rows that were not accepted
     */
    public record ComparedDay(String day, long archived, long trusted, long missing, long surplus) {
        /** Whether both are the same rows. */
        boolean isEqual() {
            return missing == 0 && surplus == 0;
        }
    }

    private final Lake lake;
    private final SystemTables tables;
    private final Source source;
    private final IncarnationRow incarnation;

    /** Takes the source at the version with which its newest incarnation was begun. */
    public CertifiedEquality(Lake lake, Source source, IncarnationRow incarnation) {
        this.lake = requireNonNull(lake, "lake is null");
        this.tables = new SystemTables(lake);
        this.source = requireNonNull(source, "source is null");
        this.incarnation = requireNonNull(incarnation, "incarnation is null");
    }

    /** Whether any day is certified; if none is, there is nothing to compare. */
    public boolean hasDays() {
        return !settled().isEmpty()
                && !new Ledger(lake, tables, source.name()).published().isEmpty();
    }

    /**
     * Compares the newest days, at most so many. The order of reading is what keeps a certification that runs meanwhile from
     * looking like a difference: what was settled, then the trusted table, then the archive. What the table has of later rows is
     * then unsettled, and its day left out.
     */
    public Found compare(SparkSession session, int most, DifferingRow.Visitor visitor) {
        Map<Integer, Long> settled = settled();
        Ledger ledger = new Ledger(lake, tables, source.name());
        SortedSet<String> published = ledger.published();
        if (settled.isEmpty() || published.isEmpty()) {
            return new Found(List.of(), List.of());
        }
        long trusted = requireNonNull(
                        lake.load(TableNames.trusted(source.name())).currentSnapshot(), "trusted snapshot is null")
                .snapshotId();
        PinnedArchive archive =
                PinnedArchive.of(lake, source.name(), incarnation.logPartitions(), incarnation.sourcePartitions());
        DecidedRows decided = DecidedRows.of(
                session,
                source.name(),
                String.valueOf(archive.snapshotId()),
                tables.rejectedRanges().scan(Expressions.equal("source", source.name())));
        ArchivedLog log = new ArchivedLog(source, Pins.pin(archive, Map.of()), decided, Map.of());
        SortedSet<String> stale = log.stale(settled, StreamDays.parse(published.last()), ledger::rejectedRanges);
        List<String> waiting = new ArrayList<>();
        List<ComparedDay> days = new ArrayList<>();
        DayEquality equality = new DayEquality(session, source, decided, trusted);
        for (String day : newest(published, most)) {
            if (stale.contains(day)) {
                waiting.add(day);
            } else {
                days.add(equality.compare(day, visitor));
            }
        }
        return new Found(days, waiting);
    }

    private static List<String> newest(SortedSet<String> days, int most) {
        return new TreeSet<>(days).descendingSet().stream().limit(most).toList();
    }

    /** Empty before the first run has ended. */
    private Map<Integer, Long> settled() {
        return tables.certifications().scan(Expressions.equal("source", source.name())).stream()
                .filter(row -> !row.run().isEmpty())
                .max(Comparator.comparing(CertificationRow::at))
                .map(row -> Pins.parse(row.offsets()))
                .orElse(Map.of());
    }
}
