package io.sluice.activities.fetch.jdbc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where a range of numbers is cut into parts of the same width. */
final class Slices {
    private Slices() {}

    /** The edges between at most {@code count} slices; fewer where the numbers are fewer. */
    static List<String> edges(@Nullable BigDecimal least, @Nullable BigDecimal greatest, int count) {
        if (least == null || greatest == null || count < 2) {
            return List.of();
        }
        BigInteger first = least.setScale(0, RoundingMode.FLOOR).toBigInteger();
        BigInteger width = greatest.setScale(0, RoundingMode.CEILING)
                .toBigInteger()
                .subtract(first)
                .add(BigInteger.ONE);
        List<String> edges = new ArrayList<>();
        for (int i = 1; i < count; i++) {
            String edge = first.add(width.multiply(BigInteger.valueOf(i)).divide(BigInteger.valueOf(count)))
                    .toString();
            if (!edge.equals(first.toString()) && !edges.contains(edge)) {
                edges.add(edge);
            }
        }
        return edges;
    }
}
