package io.sluice.definitions.yaml;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** Nodes of one file: their places, and their safe conversion into texts, mappings and plain values. */
final class Nodes {
    private static final List<Tag> TAGS = List.of(Tag.STR, Tag.INT, Tag.FLOAT, Tag.BOOL, Tag.NULL, Tag.SEQ, Tag.MAP);
    private static final int MAX_NODES = 200_000;

    private final String path;
    private final List<String> lines;
    private final Findings findings;
    private int visited;
    private boolean readable = true;

    Nodes(String path, List<String> lines, Findings findings) {
        this.path = path;
        this.lines = lines;
        this.findings = findings;
    }

    Findings findings() {
        return findings;
    }

    Place place(Node node) {
        return node.getStartMark().map(this::place).orElse(new Place(path, 1, 1));
    }

    private Place place(Mark mark) {
        return new Place(path, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /** The top mapping, unless something in the document is of a kind that nobody could read. */
    Optional<Fields> document(Node node) {
        check(node, 0);
        if (!readable) {
            return Optional.empty();
        }
        if (node instanceof MappingNode mapping && !mapping.getValue().isEmpty()) {
            return Optional.of(new Fields(this, mapping));
        }
        findings.add(
                place(node),
                "a definition is a mapping whose first key names its kind, for example feature: my_feature");
        return Optional.empty();
    }

    private void check(Node node, int depth) {
        if (depth > 64 || ++visited > MAX_NODES) {
            findings.add(place(node), "an alias refers to what holds it, or aliases unfold to too much");
            readable = false;
            return;
        }
        if (!TAGS.contains(node.getTag())) {
            findings.add(place(node), "the tag " + node.getTag().getValue() + " is not used in definitions");
        }
        if (node instanceof MappingNode mapping) {
            checkKeys(mapping, depth);
        } else if (node instanceof SequenceNode sequence) {
            for (Node item : sequence.getValue()) {
                check(item, depth + 1);
            }
        }
    }

    private void checkKeys(MappingNode mapping, int depth) {
        Map<String, Place> seen = new LinkedHashMap<>();
        for (NodeTuple tuple : mapping.getValue()) {
            if (tuple.getKeyNode() instanceof ScalarNode key) {
                Place first = seen.putIfAbsent(key.getValue(), place(key));
                if (first != null) {
                    findings.add(
                            place(key),
                            "the key " + key.getValue() + " is written twice; first on line " + first.line());
                }
            } else {
                findings.add(place(tuple.getKeyNode()), "a key must be a text");
                readable = false;
            }
            check(tuple.getValueNode(), depth + 1);
        }
    }

    /** A scalar as text; null when the node is a list or a mapping. */
    @Nullable
    Text text(Node node) {
        if (!(node instanceof ScalarNode scalar)) {
            return null;
        }
        return new Text(scalar.getValue(), place(node), new Spelling(lines, style(scalar)));
    }

    private static char style(ScalarNode scalar) {
        return scalar.isPlain()
                ? ' '
                : switch (scalar.getScalarStyle()) {
                    case SINGLE_QUOTED -> '\'';
                    case DOUBLE_QUOTED, JSON_SCALAR_STYLE -> '"';
                    case LITERAL -> '|';
                    case FOLDED -> '>';
                    case PLAIN -> ' ';
                };
    }

    /** Whether the scalar is YAML's null: nothing, {@code ~} or {@code null}. */
    static boolean isNull(Node node) {
        return node.getTag().equals(Tag.NULL);
    }

    /** Strings, longs, doubles, booleans, nulls, lists and ordered maps. */
    @Nullable
    Object plain(Node node) {
        if (node instanceof MappingNode mapping) {
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            for (NodeTuple tuple : mapping.getValue()) {
                map.put(((ScalarNode) tuple.getKeyNode()).getValue(), plain(tuple.getValueNode()));
            }
            return map;
        }
        if (node instanceof SequenceNode sequence) {
            List<@Nullable Object> list = new ArrayList<>();
            sequence.getValue().forEach(item -> list.add(plain(item)));
            return list;
        }
        return scalar((ScalarNode) node);
    }

    private @Nullable Object scalar(ScalarNode node) {
        String value = node.getValue();
        if (node.getTag().equals(Tag.NULL)) {
            return null;
        }
        if (node.getTag().equals(Tag.BOOL)) {
            return Boolean.valueOf(value);
        }
        if (node.getTag().equals(Tag.INT)) {
            return integer(value, node);
        }
        return node.getTag().equals(Tag.FLOAT) ? floating(value, node) : value;
    }

    private Object integer(String value, Node node) {
        try {
            return Long.valueOf(value);
        } catch (NumberFormatException tooLarge) {
            findings.add(place(node), "the number " + value + " does not fit 64 bits; quote it to keep it as text");
            return 0L;
        }
    }

    private Object floating(String value, Node node) {
        try {
            return Double.valueOf(value);
        } catch (NumberFormatException special) {
            findings.add(place(node), "the number " + value + " is not finite");
            return 0.0;
        }
    }
}
