package io.sluice.definitions.yaml;

import io.sluice.definitions.name.Nearest;
import io.sluice.definitions.time.Durations;
import io.sluice.definitions.time.Schedules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * A mapping read key by key. What does not fit is a finding and reads as absent; {@link #finish} reports every key that
 * nobody asked for.
 */
public final class Fields {
    /** A key and its value, both with their places. */
    public record Pair(Text key, Text value) {}

    private final Nodes nodes;
    private final Place place;
    private final Map<String, NodeTuple> tuples = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();
    private String owner;

    Fields(Nodes nodes, MappingNode mapping) {
        this.nodes = nodes;
        this.place = nodes.place(mapping);
        this.owner = "this definition";
        for (NodeTuple tuple : mapping.getValue()) {
            String key = keyOf(nodes, tuple).value();
            tuples.putIfAbsent(key, tuple);
        }
    }

    /** How sentences call what this mapping defines, for example {@code feature spend_7d}. */
    public Fields called(String name) {
        owner = name;
        return this;
    }

    /** What {@link #called} said. */
    public String owner() {
        return owner;
    }

    public Place place() {
        return place;
    }

    /** The place of a key's value; of the mapping when the key is absent. */
    public Place place(String key) {
        NodeTuple tuple = tuples.get(key);
        return tuple == null ? place : nodes.place(tuple.getValueNode());
    }

    /** The key that is written first. */
    public Text firstKey() {
        return keyOf(nodes, tuples.values().iterator().next());
    }

    public boolean has(String key) {
        asked.add(key);
        return tuples.containsKey(key);
    }

    /** Whether a key is written, which may not belong here: it is not among those that an error lists as valid. */
    public boolean isWritten(String key) {
        return tuples.containsKey(key);
    }

    /** Reports a sentence about a key's value. */
    public void wrong(String key, String message) {
        nodes.findings().add(place(key), message);
    }

    /** Reports keys that do not belong here; what is asked for before is what belongs. */
    public void finish() {
        for (NodeTuple tuple : tuples.values()) {
            Text key = keyOf(nodes, tuple);
            if (!asked.contains(key.value())) {
                String hint = Nearest.hint(key.value(), asked);
                String valid = hint.isEmpty() ? "; valid are " + String.join(", ", asked) : hint;
                nodes.findings().add(key.place(), owner + " has no key " + key.value() + valid);
            }
        }
    }

    /** A scalar's text. */
    public Optional<Text> text(String key) {
        Node node = ask(key);
        if (node == null) {
            return Optional.empty();
        }
        if (Nodes.isNull(node)) {
            wrong(key, key + " of " + owner + " has no value; write one or remove the key");
            return Optional.empty();
        }
        return expect(key, nodes.text(node), "a text");
    }

    /** A scalar's text, YAML's null included. */
    public Optional<Text> word(String key) {
        Node node = ask(key);
        return node == null ? Optional.empty() : expect(key, nodes.text(node), "a word");
    }

    /** Reports an absent key. */
    public void need(String key) {
        if (!has(key)) {
            nodes.findings().add(place, owner + " needs " + key);
        }
    }

    /** A scalar's text that must be there. */
    public Optional<Text> required(String key) {
        need(key);
        return text(key);
    }

    /** A scalar's text without its place. */
    public @Nullable String string(String key) {
        return text(key).map(Text::value).orElse(null);
    }

    /** A list of scalars; empty when absent. */
    public List<Text> texts(String key) {
        Node node = ask(key);
        if (node == null) {
            return List.of();
        }
        if (!(node instanceof SequenceNode sequence)) {
            wrong(key, key + " of " + owner + " must be a list, for example [" + example(node) + "]");
            return List.of();
        }
        List<Text> texts = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            Text text = nodes.text(item);
            if (text == null || Nodes.isNull(item)) {
                nodes.findings().add(nodes.place(item), "each item of " + key + " of " + owner + " must be a text");
            } else {
                texts.add(text);
            }
        }
        return texts;
    }

    /** Whether the value is a list. */
    public boolean isList(String key) {
        NodeTuple tuple = tuples.get(key);
        return tuple != null && tuple.getValueNode() instanceof SequenceNode;
    }

    /** Whether the value is a mapping. */
    public boolean isMapping(String key) {
        NodeTuple tuple = tuples.get(key);
        return tuple != null && tuple.getValueNode() instanceof MappingNode;
    }

    /** The texts of a list without their places. */
    public List<String> strings(String key) {
        return texts(key).stream().map(Text::value).toList();
    }

    /** When something runs; null when absent or wrong. */
    public @Nullable String schedule(String key) {
        return text(key)
                .flatMap(text -> {
                    try {
                        return Optional.of(Schedules.check(text.value()));
                    } catch (IllegalArgumentException wrong) {
                        wrong(key, key + " of " + owner + " is not a time to run: " + wrong.getMessage());
                        return Optional.empty();
                    }
                })
                .orElse(null);
    }

    /** A duration; zero included. */
    public Optional<Duration> duration(String key) {
        return text(key).flatMap(text -> {
            try {
                return Optional.of(Durations.parse(text.value()));
            } catch (IllegalArgumentException wrong) {
                wrong(key, key + " of " + owner + " is not a duration: " + wrong.getMessage());
                return Optional.empty();
            }
        });
    }

    /** A duration longer than zero. */
    public Optional<Duration> positiveDuration(String key) {
        return duration(key).filter(duration -> {
            if (duration.isZero()) {
                wrong(key, key + " of " + owner + " must be longer than zero");
            }
            return !duration.isZero();
        });
    }

    /** {@code true} or {@code false}; the default when absent. */
    public boolean flag(String key, Boolean absent) {
        Optional<Text> text = text(key);
        if (text.isPresent() && !List.of("true", "false").contains(text.get().value())) {
            wrong(
                    key,
                    key + " of " + owner + " must be true or false, not "
                            + text.get().value());
            return absent;
        }
        return text.map(value -> Boolean.valueOf(value.value())).orElse(absent);
    }

    /** A whole number in a range; the default when absent. */
    public int integer(String key, int absent, int least, int greatest) {
        Optional<Text> text = text(key);
        if (text.isEmpty()) {
            return absent;
        }
        String value = text.get().value();
        boolean whole = value.matches("-?\\d{1,9}");
        if (!whole || Integer.parseInt(value) < least || Integer.parseInt(value) > greatest) {
            String range = greatest == Integer.MAX_VALUE ? "of at least " + least : "from " + least + " to " + greatest;
            wrong(key, key + " of " + owner + " must be a whole number " + range + ", not " + value);
            return absent;
        }
        return Integer.parseInt(value);
    }

    /** A share from 0 to 1, also written {@code 20 %}; the default when absent. */
    public double share(String key, double absent) {
        Optional<Text> text = text(key);
        if (text.isEmpty()) {
            return absent;
        }
        String value = text.get().value().strip();
        boolean percent = value.endsWith("%");
        String number = percent ? value.substring(0, value.length() - 1).strip() : value;
        if (number.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            double share = percent ? Double.parseDouble(number) / 100 : Double.parseDouble(number);
            if (share <= 1) {
                return share;
            }
        }
        wrong(key, key + " of " + owner + " must be a share from 0 to 1 or a percentage, not " + value);
        return absent;
    }

    /** One of an enum's constants in lower case. */
    public <E extends Enum<E>> Optional<E> choice(String key, E[] values) {
        return text(key).flatMap(text -> choose(key, text.value(), values));
    }

    private <E extends Enum<E>> Optional<E> choose(String key, String typed, E[] values) {
        List<String> names = Arrays.stream(values)
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList();
        if (names.contains(typed)) {
            return Optional.of(values[names.indexOf(typed)]);
        }
        String valid = String.join(", ", names);
        wrong(key, key + " of " + owner + " must be one of " + valid + ", not " + typed + Nearest.hint(typed, names));
        return Optional.empty();
    }

    /** A nested mapping, called {@code <key> of <owner>}. */
    public Optional<Fields> mapping(String key) {
        Node node = ask(key);
        if (node == null) {
            return Optional.empty();
        }
        MappingNode mapping = node instanceof MappingNode found ? found : null;
        return expect(key, mapping, "a mapping").map(found -> new Fields(nodes, found).called(key + " of " + owner));
    }

    /** A list of mappings. */
    public List<Fields> mappings(String key) {
        Node node = ask(key);
        SequenceNode sequence = node instanceof SequenceNode found ? found : null;
        if (node == null || expect(key, sequence, "a list").isEmpty()) {
            return List.of();
        }
        List<Fields> items = new ArrayList<>();
        for (Node item : sequence == null ? List.<Node>of() : sequence.getValue()) {
            if (item instanceof MappingNode mapping) {
                items.add(new Fields(nodes, mapping).called("an item of " + key + " of " + owner));
            } else {
                nodes.findings().add(nodes.place(item), "each item of " + key + " of " + owner + " must be a mapping");
            }
        }
        return items;
    }

    /** The scalars of this mapping with their keys, in order; marks all of them as asked for. */
    public List<Pair> pairs() {
        List<Pair> pairs = new ArrayList<>();
        for (NodeTuple tuple : tuples.values()) {
            Text key = keyOf(nodes, tuple);
            text(key.value()).ifPresent(value -> pairs.add(new Pair(key, value)));
        }
        return pairs;
    }

    /** This mapping as plain values: strings, longs, doubles, booleans, nulls, lists and ordered maps. */
    public Map<String, @Nullable Object> plain() {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        tuples.forEach((key, tuple) -> plain.put(key, nodes.plain(tuple.getValueNode())));
        asked.addAll(tuples.keySet());
        return plain;
    }

    private @Nullable Node ask(String key) {
        asked.add(key);
        NodeTuple tuple = tuples.get(key);
        return tuple == null ? null : tuple.getValueNode();
    }

    private <T> Optional<T> expect(String key, @Nullable T value, String expected) {
        if (value == null) {
            wrong(key, key + " of " + owner + " must be " + expected);
        }
        return Optional.ofNullable(value);
    }

    private String example(Node node) {
        Text text = nodes.text(node);
        return text == null || text.value().isBlank() ? "a, b" : text.value();
    }

    private static Text keyOf(Nodes nodes, NodeTuple tuple) {
        Text key = nodes.text(tuple.getKeyNode());
        if (key == null) {
            throw new IllegalStateException("Keys are checked before");
        }
        return key;
    }
}
