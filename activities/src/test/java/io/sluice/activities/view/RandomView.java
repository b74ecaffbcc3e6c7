package io.sluice.activities.view;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A random view of three sources as its files: every aggregation in both update modes with all null policies over the views of
 * a run of seeds, latest values with and without ttl, and derived features.
 */
final class RandomView {
    static final List<String> KINDS = List.of(
            "count",
            "sum",
            "mean",
            "variance",
            "stddev",
            "min",
            "max",
            "first",
            "last",
            "last_n(2)",
            "count_distinct",
            "top_k(2)",
            "histogram([-1.0, 0.0, 2.5])");
    private static final List<String> NUMBERS = List.of("i", "l", "d", "x");
    private static final List<String> SCALED = List.of("sum", "mean", "variance", "stddev");
    private static final List<String> ORDERED = List.of("i", "l", "d", "x", "s", "b", "dt", "ts");
    private static final String[] TEXTS = {"", "a", "b", "click", "\u00e9", "\uffee", "\ud83d\ude00"};

    /** What a feature is made of: kernel inputs are taken from rows with it. */
    record Made(
            String name,
            int source,
            @Nullable String filter,
            @Nullable String value) {}

    private final String name;
    private final Random random;
    private final List<Made> made = new ArrayList<>();
    private final List<String> files = new ArrayList<>();

    RandomView(String name, long seed) {
        this(name, seed, 16);
    }

    /** With so many windowed features. */
    RandomView(String name, long seed, int windowed) {
        this.name = name;
        this.random = new Random(seed);
        files.add("project: shop\n");
        files.add("entity: customer\nkeys: {customer: bigint, shop: string}\n");
        source(0, "events", "");
        source(1, "events", "delay: 90 minutes\nallowed_lateness: 6 hours\n");
        source(2, "attributes", "delay: " + oneOf("0 minutes", "30 minutes", "26 hours") + "\n");
        int combination = Math.toIntExact(seed * 16);
        for (int i = 0; i < windowed; i++) {
            windowed(combination + i);
        }
        latest("d", "ttl: 5 hours\n");
        latest("s", "ttl: 3 days\n");
        latest("l", oneOf("", "ttl: 1 hour\n"));
        derived();
        files.add("view: %s\nentity: customer\nfeatures: %s\n".formatted(name, features()));
    }

    String[] files() {
        return files.toArray(String[]::new);
    }

    List<Made> made() {
        return made;
    }

    private List<String> features() {
        List<String> names = new ArrayList<>(made.stream().map(Made::name).toList());
        names.add("ratio");
        return names;
    }

    static String source(String view, int source) {
        return view + "_s" + source;
    }

    private void source(int index, String kind, String delay) {
        files.add("""
                source: %s
                kind: %s
                schema: {customer: bigint, shop: string, at: timestamp, i: int, l: bigint, d: "decimal(10,2)", x: double, s: string, b: boolean, dt: date, ts: timestamp}
                event_time: at
                event_id: content
                history_from: 2000-01-01
                batch: {format: csv, path: a.csv, partition: day}
                %s""".formatted(source(name, index), kind, delay));
    }

    private void windowed(int combination) {
        String kind = KINDS.get(combination % KINDS.size());
        String update = combination / KINDS.size() % 2 == 0 ? "event" : "hop";
        String policy = List.of("null", "fill_zero", "{fill: 7}").get(combination / KINDS.size() / 2 % 3);
        String value = value(kind);
        boolean fills = !kind.contains("(") && (value == null || NUMBERS.contains(value) || kind.startsWith("count"));
        String hop = oneOf("30 minutes", "1 hour", "6 hours", "1 day");
        String length = oneOf("1 day", "2 days", "3 days", "lifetime");
        if (hop.endsWith("hour") && random.nextBoolean()) {
            length = oneOf("1 hour", "5 hours");
        }
        add(
                value,
                "window: %s\nhop: %s\nupdate: %s\naggregation: \"%s\"\nnull_policy: %s\n%s%s"
                        .formatted(
                                length,
                                hop,
                                update,
                                kind,
                                fills ? policy : "null",
                                SCALED.contains(kind) ? "scale: " + oneOf("6", "0") + "\n" : "",
                                kind.startsWith("top_k") ? "max_distinct: 3\n" : ""));
    }

    private @Nullable String value(String kind) {
        return switch (kind) {
            case "count" -> random.nextBoolean() ? null : "s";
            case "sum", "mean", "variance", "stddev", "histogram([-1.0, 0.0, 2.5])" ->
                NUMBERS.get(random.nextInt(NUMBERS.size()));
            default -> ORDERED.get(random.nextInt(ORDERED.size()));
        };
    }

    private void latest(String value, String rest) {
        add(value, rest);
    }

    private void add(@Nullable String value, String rest) {
        int source = random.nextInt(3);
        String filter = random.nextBoolean() ? null : oneOf("b = true", "x > 0.5");
        // Names sort as they are made, so that inputs of rows stand in the order of the view's features.
        String feature = String.format(Locale.ROOT, "f%02d", made.size());
        made.add(new Made(feature, source, filter, value));
        files.add("feature: %s\nentity: customer\nsource: %s\n%s%s%s"
                .formatted(
                        feature,
                        source(name, source),
                        filter == null ? "" : "filters: [\"" + filter + "\"]\n",
                        value == null ? "" : "value: " + value + "\n",
                        rest));
    }

    /** From two latest values: a decimal and a bigint. */
    private void derived() {
        String decimal = made.get(made.size() - 3).name();
        String bigint = made.get(made.size() - 1).name();
        files.add("feature: ratio\nentity: customer\nexpression: COALESCE(%s, 0) + COALESCE(%s, 1)\n"
                .formatted(decimal, bigint));
    }

    private String oneOf(String... texts) {
        return texts[random.nextInt(texts.length)];
    }

    /** A random row's values by column: as Spark wants them. */
    static @Nullable Object[] row(Random random) {
        return new Object[] {
            orNull(random, random.nextInt(10) - 5),
            orNull(random, (long) random.nextInt(10) - 5),
            orNull(random, BigDecimal.valueOf(random.nextInt(2000) - 1000, 2)),
            orNull(random, random.nextBoolean() ? random.nextInt(5) / 4.0 : random.nextGaussian() * 1e6),
            orNull(random, TEXTS[random.nextInt(TEXTS.length)]),
            orNull(random, random.nextBoolean()),
            orNull(random, LocalDate.ofEpochDay(random.nextInt(10))),
            orNull(random, Instant.ofEpochMilli(random.nextInt(10) - 5)),
        };
    }

    private static @Nullable Object orNull(Random random, Object value) {
        return random.nextInt(6) == 0 ? null : value;
    }

    /** The column of {@link #row} that a value is. */
    static int column(String value) {
        return ORDERED.indexOf(value);
    }

    /** Whether a row passes a feature's filter. */
    static boolean passes(@Nullable String filter, @Nullable Object[] row) {
        return filter == null
                || (filter.startsWith("b")
                        ? Boolean.TRUE.equals(row[column("b")])
                        : row[column("x")] instanceof Double x && x > 0.5);
    }
}
