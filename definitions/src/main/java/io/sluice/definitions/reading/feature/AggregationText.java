package io.sluice.definitions.reading.feature;

import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.Aggregation.Kind;
import io.sluice.definitions.name.Nearest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads an aggregation: {@code sum}, {@code last_n(5)}, {@code top_k(3)}, {@code histogram([0, 10, 20])}. */
final class AggregationText {
    private static final int MOST = 1_000;
    private static final Pattern FORM = Pattern.compile("\\s*([A-Za-z_]+)\\s*(?:\\((.*)\\))?\\s*");
    private static final List<String> NAMES = Arrays.stream(Kind.values())
            .map(kind -> kind.name().toLowerCase(Locale.ROOT))
            .toList();

    private AggregationText() {}

    /** Throws IllegalArgumentException with a sentence. */
    static Aggregation parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches() || !NAMES.contains(form.group(1))) {
            String typed = form.matches() ? form.group(1) : text;
            String hint = Nearest.hint(typed, NAMES);
            throw new IllegalArgumentException("unknown aggregation " + text
                    + (hint.isEmpty() ? "; known are " + String.join(", ", NAMES) : hint));
        }
        Kind kind = Kind.values()[NAMES.indexOf(form.group(1))];
        String parameter = form.group(2) == null ? "" : form.group(2).strip();
        return switch (kind) {
            case LAST_N, TOP_K -> new Aggregation(kind, number(kind, parameter), List.of());
            case HISTOGRAM -> new Aggregation(kind, 0, edges(parameter));
            case COUNT, SUM, MEAN, MIN, MAX, FIRST, LAST, VARIANCE, STDDEV, COUNT_DISTINCT ->
                plain(kind, parameter, form.group(2) == null);
        };
    }

    private static Aggregation plain(Kind kind, String parameter, boolean bare) {
        if (!bare) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            throw new IllegalArgumentException(name + " has no parameter; what is aggregated is written under value"
                    + (parameter.isEmpty() ? "" : ", for example value: " + parameter));
        }
        return new Aggregation(kind, 0, List.of());
    }

    private static int number(Kind kind, String parameter) {
        if (!parameter.matches("\\d{1,9}") || Integer.parseInt(parameter) < 1 || Integer.parseInt(parameter) > MOST) {
            String name = kind.name().toLowerCase(Locale.ROOT);
            throw new IllegalArgumentException(
                    name + " needs a number from 1 to " + MOST + ", for example " + name + "(5)");
        }
        return Integer.parseInt(parameter);
    }

    private static List<Double> edges(String parameter) {
        if (!parameter.matches("\\[[-+0-9.,eE\\s]*]")) {
            throw new IllegalArgumentException("histogram needs edges, for example histogram([0, 10, 20])");
        }
        List<Double> edges = new ArrayList<>();
        for (String edge : parameter.substring(1, parameter.length() - 1).split(",", -1)) {
            edges.add(edge(edge.strip()));
        }
        if (edges.size() > MOST) {
            throw new IllegalArgumentException("histogram has at most " + MOST + " edges, not " + edges.size());
        }
        return edges;
    }

    private static Double edge(String text) {
        try {
            return Double.valueOf(text);
        } catch (NumberFormatException wrong) {
            throw new IllegalArgumentException("histogram needs numbers as edges, not '" + text + "'", wrong);
        }
    }
}
