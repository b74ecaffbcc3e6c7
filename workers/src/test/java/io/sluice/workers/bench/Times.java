package io.sluice.workers.bench;

import java.util.List;
import java.util.Locale;

/**
 * What one side took in each round that counts.
 *
 * @param nanos ascending
 */
record Times(List<Long> nanos) {
    Times {
        nanos = nanos.stream().sorted().toList();
    }

    double seconds() {
        int middle = nanos.size() / 2;
        long median = nanos.size() % 2 == 1 ? nanos.get(middle) : (nanos.get(middle - 1) + nanos.get(middle)) / 2;
        return median / 1e9;
    }

    /** How many times as long as the other side. */
    double over(Times other) {
        return seconds() / other.seconds();
    }

    /** Median, least and greatest. */
    String inSeconds() {
        return text("%.2f s (%.2f–%.2f)", seconds(), least(), greatest());
    }

    /** Median, least and greatest, in millions a second. */
    String inMillions(long count, String unit) {
        double millions = count / 1e6;
        return text(
                "%.1f million %s/s (%.1f–%.1f)", millions / seconds(), unit, millions / greatest(), millions / least());
    }

    private double least() {
        return nanos.get(0) / 1e9;
    }

    private double greatest() {
        return nanos.get(nanos.size() - 1) / 1e9;
    }

    static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
