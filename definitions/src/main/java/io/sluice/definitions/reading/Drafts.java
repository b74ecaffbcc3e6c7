package io.sluice.definitions.reading;

import io.sluice.definitions.name.Nearest;
import io.sluice.definitions.project.DefinitionFile;
import io.sluice.definitions.reading.expectation.SuiteReader;
import io.sluice.definitions.yaml.Fields;
import io.sluice.definitions.yaml.Findings;
import io.sluice.definitions.yaml.Place;
import io.sluice.definitions.yaml.Text;
import io.sluice.definitions.yaml.YamlFile;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a project folder declares, by kind and name. Source: contract §2. */
public final class Drafts {
    /** The file that makes a folder a project. */
    public static final String PROJECT_FILE = "project.yaml";

    private static final List<String> KINDS =
            List.of("entity", "source", "feature", "view", "gate", "annotation", "patch", "fixer");
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_]{0,99}");

    private final Findings findings;
    private final Map<String, Map<String, Draft>> byKind = new TreeMap<>();
    private final Set<String> unreadable = new LinkedHashSet<>();

    private Drafts(Findings findings) {
        this.findings = findings;
        byKind.put("project", new TreeMap<>());
        KINDS.forEach(kind -> byKind.put(kind, new TreeMap<>()));
    }

    /** Reads every file as far as kind and name. */
    public static Drafts of(List<DefinitionFile> files, Findings findings) {
        Drafts drafts = new Drafts(findings);
        List<DefinitionFile> sorted = new ArrayList<>(files);
        sorted.sort(Comparator.comparing(DefinitionFile::path));
        sorted.forEach(drafts::read);
        if (drafts.of("project").isEmpty() && !drafts.unreadable.contains("project")) {
            findings.add(
                    new Place(PROJECT_FILE, 1, 1),
                    "the project has no project.yaml; write one with at least project: <name>");
        }
        return drafts;
    }

    /** The definitions of a kind, by name. */
    public List<Draft> of(String kind) {
        return List.copyOf(declared(kind).values());
    }

    /** Every kind that may occur more than once, in the order in which they are read. */
    public static List<String> kinds() {
        return KINDS;
    }

    /** Whether something of that name is declared, be it with errors. */
    public boolean declares(String kind, String name) {
        return declared(kind).containsKey(name) || unreadable.contains(name);
    }

    /** {@code unknown source orders; did you mean order?}. */
    public String unknown(String kind, String name) {
        Set<String> names = declared(kind).keySet();
        String hint = Nearest.hint(name, names);
        if (hint.isEmpty()) {
            hint = names.isEmpty() ? "; the project declares none" : "; declared are " + some(names);
        }
        return "unknown " + kind + " " + name + hint;
    }

    private static String some(Set<String> names) {
        String first = String.join(", ", names.stream().limit(10).toList());
        return names.size() > 10 ? first + ", … (" + names.size() + " in all)" : first;
    }

    private void read(DefinitionFile file) {
        if (SuiteReader.isSuite(file)) {
            suite(file);
            return;
        }
        Optional<Fields> read = YamlFile.read(file, findings);
        if (read.isEmpty()) {
            unreadable.add(stem(file.path()));
            return;
        }
        Fields fields = read.get();
        Text kind = fields.firstKey();
        boolean header = file.path().equals(PROJECT_FILE);
        if (header != kind.value().equals("project")) {
            unreadable.add(stem(file.path()));
            findings.add(kind.place(), header ? headerFirst(kind.value()) : misplacedHeader(file.path()));
        } else if (!byKind.containsKey(kind.value())) {
            findings.add(kind.place(), "unknown kind " + kind.value() + hint(kind.value()));
        } else {
            fields.required(kind.value()).ifPresent(name -> add(new Draft(kind.value(), name, fields, file)));
        }
    }

    /** A suite of Great Expectations is a gate of its name. */
    private void suite(DefinitionFile file) {
        Optional<Fields> read = SuiteReader.open(file, findings);
        if (read.isEmpty()) {
            unreadable.add(stem(file.path()));
            return;
        }
        Fields fields = read.get().called("the suite");
        SuiteReader.name(fields).ifPresent(name -> add(new Draft("gate", name, fields, file)));
    }

    private static String headerFirst(String kind) {
        return "the first key of project.yaml must be project, not " + kind;
    }

    private static String misplacedHeader(String path) {
        return "the key project belongs into project.yaml at the top of the folder, not into " + path;
    }

    private static String hint(String kind) {
        String hint = Nearest.hint(kind, KINDS);
        return hint.isEmpty() ? "; the first key names the kind: " + String.join(", ", KINDS) : hint;
    }

    private void add(Draft draft) {
        String name = draft.name().value();
        draft.fields().called(draft.kind() + " " + name);
        checkName(draft);
        Map<String, Draft> declared = declared(draft.kind());
        declared.values().stream()
                .filter(other -> other.name().value().equalsIgnoreCase(name))
                .findFirst()
                .ifPresent(other -> findings.add(draft.name().place(), twice(draft, other)));
        declared.putIfAbsent(name, draft);
    }

    private Map<String, Draft> declared(String kind) {
        return byKind.getOrDefault(kind, new TreeMap<>());
    }

    private static String twice(Draft draft, Draft other) {
        String exact = other.name().value().equals(draft.name().value())
                ? " is declared twice"
                : " differs only in case from " + other.name().value();
        Place first = other.name().place();
        return draft.kind() + " " + draft.name().value() + exact + "; first at " + first.path() + ":" + first.line();
    }

    private void checkName(Draft draft) {
        String name = draft.name().value();
        if (!NAME.matcher(name).matches()) {
            findings.add(
                    draft.name().place(),
                    "a name has 1 to 100 ASCII letters, digits and underscores and begins with a letter, not " + name);
        } else if (draft.kind().equals("feature") && name.contains("__")) {
            findings.add(
                    draft.name().place(),
                    "the name of a feature has no double underscore (" + name
                            + "): views keep such columns for timestamps");
        }
    }

    private static String stem(String path) {
        String file = path.substring(path.lastIndexOf('/') + 1);
        int dot = file.lastIndexOf('.');
        return (dot < 0 ? file : file.substring(0, dot)).toLowerCase(Locale.ROOT);
    }
}
