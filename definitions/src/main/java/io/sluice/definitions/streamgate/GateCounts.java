package io.sluice.definitions.streamgate;

import io.sluice.definitions.store.Bytes;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was counted in some records of a log.
 *
 * @param records all of them, ticks and decisions apart
 * @param invalid those that break a rule of rows, or have the identity of another with other content
 * @param rows those that count
 * @param counted of these, by the names of {@link IntervalGate#counters}
 */
public record GateCounts(long records, long invalid, long rows, Map<String, Long> counted) {
    /** Nothing. */
    public static final GateCounts NONE = new GateCounts(0, 0, 0, Collections.emptyMap());

    public GateCounts {
        counted = Collections.unmodifiableMap(new LinkedHashMap<>(counted));
    }

    /** Both together. */
    public GateCounts plus(GateCounts other) {
        Map<String, Long> sum = Stream.of(counted, other.counted)
                .flatMap(each -> each.entrySet().stream())
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, Long::sum, LinkedHashMap::new));
        return new GateCounts(records + other.records, invalid + other.invalid, rows + other.rows, sum);
    }

    /** Writes the counts, for {@link #read}. */
    public void write(DataOutput out) throws IOException {
        Bytes.writeNumber(records, out);
        Bytes.writeNumber(invalid, out);
        Bytes.writeNumber(rows, out);
        Bytes.writeNumber(counted.size(), out);
        for (Map.Entry<String, Long> each : counted.entrySet()) {
            Bytes.writeText(each.getKey(), out);
            Bytes.writeNumber(each.getValue(), out);
        }
    }

    /** Counts that {@link #write} wrote. */
    public static GateCounts read(DataInputStream in) throws IOException {
        long records = Bytes.readNumber(in);
        long invalid = Bytes.readNumber(in);
        long rows = Bytes.readNumber(in);
        Map<String, Long> counted = new LinkedHashMap<>();
        long size = Bytes.readNumber(in);
        for (long i = 0; i < size; i++) {
            counted.put(Bytes.readText(in), Bytes.readNumber(in));
        }
        return new GateCounts(records, invalid, rows, counted);
    }
}
