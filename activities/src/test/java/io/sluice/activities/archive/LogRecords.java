package io.sluice.activities.archive;

import io.sluice.definitions.accept.GateDecision;
import io.sluice.definitions.accept.LogRecord;
import io.sluice.definitions.accept.RowCodec;
import io.sluice.definitions.accept.Stamp;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.accept.Verdict;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.EventId;
import io.sluice.definitions.model.Source;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Seeded records of a log whose rows have a column of every type. */
final class LogRecords {
    static final List<Column> COLUMNS = List.of(
            new Column("click_id", DataType.STRING),
            new Column("at", DataType.TIMESTAMP),
            new Column("ok", DataType.BOOLEAN),
            new Column("n", DataType.INT),
            new Column("big", DataType.BIGINT),
            new Column("amount", DataType.decimal(10, 2)),
            new Column("ratio", DataType.DOUBLE),
            new Column("day", DataType.DATE),
            new Column("blob", DataType.BINARY),
            new Column("tags", DataType.array(DataType.STRING)),
            new Column(
                    "place",
                    DataType.struct(
                            List.of(new Column("lat", DataType.DOUBLE), new Column("seen", DataType.TIMESTAMP)))),
            new Column("embedding", DataType.vector(2)));

    /** 2026-06-28T23:59:50Z, so that a log soon reaches another day. */
    static final long START = 1_782_691_190_000L;

    private final Random random;
    private final RowCodec codec;

    LogRecords(long seed) {
        this(seed, COLUMNS);
    }

    LogRecords(long seed, List<Column> columns) {
        random = new Random(seed);
        codec = new RowCodec(columns);
    }

    static Source source(String name) {
        return source(name, COLUMNS);
    }

    static Source source(String name, List<Column> columns) {
        return new Source(
                name,
                Source.Kind.EVENTS,
                columns,
                "at",
                new EventId(EventId.Kind.COLUMNS, List.of("click_id")),
                null,
                new Source.Stream(name + "_raw", "json", false),
                List.of("click_id"),
                null,
                Duration.ofMinutes(10),
                Source.LatePolicy.QUARANTINE,
                Duration.ofSeconds(60),
                Duration.ofMinutes(5),
                Duration.ZERO,
                List.of("blob"),
                null,
                null,
                List.of(),
                null,
                null,
                null);
    }

    /** Records of some offsets of a partition, one second after the other. */
    List<ArchivedRecord> records(int partition, long from, long to) {
        return LongStream.range(from, to)
                .mapToObj(offset -> new ArchivedRecord(partition, offset, START + offset * 1_000, next(offset)))
                .toList();
    }

    /** The next record, of any kind. */
    LogRecord next(long offset) {
        Stamp stamp = new Stamp(random.nextInt(2), offset, START + offset * 1_000, START + offset);
        return switch (random.nextInt(10)) {
            case 0 -> new LogRecord(1, LogRecord.FIRST, Verdict.TICK, List.of(), Stamped.tick(stamp));
            case 1 ->
                new LogRecord(
                        1,
                        LogRecord.FIRST,
                        Verdict.DECISION,
                        List.of(),
                        Stamped.decision(
                                stamp, new GateDecision("g", 1, 0, 1, 2 + offset, GateDecision.Outcome.REJECT)));
            case 2 -> new LogRecord(1, LogRecord.FIRST, Verdict.INVALID, List.of("column_type"), broken(stamp));
            case 3 -> new LogRecord(2, 7, Verdict.REJECTED, List.of(), event(stamp));
            case 4 ->
                new LogRecord(
                        1,
                        LogRecord.FIRST,
                        Verdict.ADMIT,
                        List.of(),
                        event(stamp).admitted());
            default -> new LogRecord(1, LogRecord.FIRST, Verdict.ACCEPTED, List.of(), event(stamp));
        };
    }

    Stamped event(Stamp stamp) {
        long time = START + random.nextInt(100_000);
        return Stamped.event(stamp, time, "e" + random.nextInt(1_000), new byte[] {1, 2}, codec.encode(row(time)));
    }

    private Stamped broken(Stamp stamp) {
        @Nullable Object[] nothing = new Object[codec.columns().size()];
        return new Stamped(
                Stamped.Kind.EVENT,
                new Stamp(stamp.partition(), stamp.offset(), stamp.appendTime(), Stamp.NOTHING),
                Stamp.NOTHING,
                "",
                new byte[0],
                codec.encode(nothing),
                List.of("column_type", Stamped.EVENT_TIME_MISSING),
                "{\"at\": \"soon\"}".getBytes(StandardCharsets.UTF_8));
    }

    private @Nullable Object[] row(long time) {
        @Nullable
        Object[] row = {
            "c" + random.nextInt(),
            time,
            random.nextBoolean(),
            random.nextInt(),
            random.nextLong(),
            BigDecimal.valueOf(random.nextInt(100_000), 2),
            random.nextInt(9) == 0 ? Double.NaN : random.nextGaussian(),
            random.nextInt(40_000) - 20_000,
            new byte[] {(byte) random.nextInt()},
            Arrays.asList("a", null, "é"),
            Arrays.asList(random.nextDouble(), null),
            List.of(0.5, random.nextDouble())
        };
        if (random.nextBoolean()) {
            row[1 + random.nextInt(row.length - 1)] = null;
        }
        return Arrays.copyOf(row, codec.columns().size());
    }
}
