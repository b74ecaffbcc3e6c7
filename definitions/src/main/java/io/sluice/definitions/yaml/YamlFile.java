package io.sluice.definitions.yaml;

import io.sluice.definitions.project.DefinitionFile;
import java.util.Iterator;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Node;

/** One YAML file with one document that is a mapping. Reading is bounded: size, depth and aliases. */
public final class YamlFile {
    /** Larger files are refused unread. */
    static final int MAX_CHARACTERS = 1_000_000;

    private static final char REPLACEMENT = '\ufffd';
    private static final int MAX_DEPTH = 32;
    private static final int MAX_ALIASES = 20;

    private YamlFile() {}

    /** The document's top mapping; empty when it cannot be read, then the reason is among the findings. */
    public static Optional<Fields> read(DefinitionFile file, Findings findings) {
        Place top = new Place(file.path(), 1, 1);
        if (file.text().length() > MAX_CHARACTERS) {
            findings.add(
                    top, "the file has more than " + MAX_CHARACTERS + " characters; split it, one document per file");
            return Optional.empty();
        }
        notUtf8(file, findings);
        try {
            return compose(file, top, findings);
        } catch (MarkedYamlEngineException wrong) {
            Place place = wrong.getProblemMark()
                    .map(mark -> new Place(file.path(), mark.getLine() + 1, mark.getColumn() + 1))
                    .orElse(top);
            findings.add(place, "this is not " + language(file) + ": " + sentence(wrong.getProblem()));
        } catch (YamlEngineException wrong) {
            findings.add(top, "this is not " + language(file) + ": " + sentence(String.valueOf(wrong.getMessage())));
        }
        return Optional.empty();
    }

    /** Who reads a file puts this character where bytes are no UTF-8, so that the rest of the file is read, too. */
    private static void notUtf8(DefinitionFile file, Findings findings) {
        int at = file.text().indexOf(REPLACEMENT);
        if (at >= 0) {
            String before = file.text().substring(0, at);
            int line = (int) before.chars().filter(letter -> letter == '\n').count() + 1;
            Place place = new Place(file.path(), line, at - before.lastIndexOf('\n'));
            findings.add(
                    place, "the file is not UTF-8: there are bytes here that stand for no character; save it as UTF-8");
        }
    }

    private static Optional<Fields> compose(DefinitionFile file, Place top, Findings findings) {
        if (depth(file) > MAX_DEPTH) {
            findings.add(top, "the file is nested deeper than " + MAX_DEPTH + " levels");
            return Optional.empty();
        }
        Nodes nodes = new Nodes(file.path(), file.text().lines().toList(), findings);
        Iterator<Node> documents =
                new Compose(settings(file)).composeAllFromString(file.text()).iterator();
        if (!documents.hasNext()) {
            findings.add(
                    top,
                    "the file is empty; its first key names the kind of definition, for example feature: my_feature");
            return Optional.empty();
        }
        Node first = documents.next();
        if (documents.hasNext()) {
            findings.add(
                    nodes.place(documents.next()), "a file holds one document; put this one into a file of its own");
        }
        return nodes.document(first);
    }

    /** Counts by events, because composing nodes is recursive. */
    private static int depth(DefinitionFile file) {
        int depth = 0;
        int deepest = 0;
        for (Event event : new Parse(settings(file)).parseString(file.text())) {
            switch (event.getEventId()) {
                case MappingStart, SequenceStart -> depth++;
                case MappingEnd, SequenceEnd -> depth--;
                default -> {}
            }
            deepest = Math.max(deepest, depth);
            if (deepest > MAX_DEPTH) {
                return deepest;
            }
        }
        return deepest;
    }

    private static LoadSettings settings(DefinitionFile file) {
        return LoadSettings.builder()
                .setLabel(file.path())
                .setCodePointLimit(MAX_CHARACTERS)
                .setMaxAliasesForCollections(MAX_ALIASES)
                .build();
    }

    private static String language(DefinitionFile file) {
        return file.path().endsWith(".json") ? "JSON" : "YAML";
    }

    private static String sentence(String problem) {
        String line = problem.lines().findFirst().orElse("it cannot be read");
        return line.isEmpty() ? line : line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1);
    }
}
