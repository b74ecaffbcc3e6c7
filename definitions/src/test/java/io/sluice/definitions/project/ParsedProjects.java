package io.sluice.definitions.project;

import io.sluice.definitions.model.Project;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Small projects for tests of other packages. */
public final class ParsedProjects {
    private ParsedProjects() {}

    /** A stream of clicks, a view over it with the given feature, whose text may change. */
    public static Project clicks(String feature) {
        return clicks(feature, "");
    }

    /** With more lines for the source. */
    public static Project clicks(String feature, String sourceLines) {
        ProjectText text = new ProjectText().with("f.yaml", feature);
        return text.with("clicks.yaml", text.text("clicks.yaml") + sourceLines)
                .with("view.yaml", "view: activity\nentity: user_id\nfeatures: [clicks_7d]\nfreshness: 1 day\n")
                .with("gate.yaml", "gate: g\nexpectations: [{type: expect_column_to_exist, kwargs: {n: 1.50, z: 3}}]\n")
                .with("a.yaml", "annotation: labels\nlabels: [spam]\nowner: me\n")
                .parse();
    }

    /** The source of clicks in files instead of a topic, with more lines. */
    public static Project files(String sourceLines) {
        ProjectText text = new ProjectText();
        String files = text.text("clicks.yaml")
                .replace("stream: {topic: clicks}", "batch: {path: c.csv, format: csv, partition: none}");
        return text.with("clicks.yaml", files + sourceLines).parse();
    }

    /** Features a, b and c = a + b, and a view with some of them. */
    public static Project views(String features) {
        return views(features, "");
    }

    /** With more lines for c. */
    public static Project views(String features, String derivedLines) {
        return new ProjectText()
                .with("a.yaml", "feature: a\nentity: user_id\nwindow: 7 days\n")
                .with("b.yaml", "feature: b\nentity: user_id\nwindow: 1 day\n")
                .with("c.yaml", "feature: c\nentity: user_id\nexpression: a + b\n" + derivedLines)
                .with("v.yaml", "view: v\nentity: user_id\nfeatures: " + features + "\n")
                .parse();
    }

    /** A gate g with approvers, to whom it escalates. */
    public static Project gate(String approvers) {
        return new ProjectText()
                .with(
                        "g.yaml",
                        "gate: g\nexpectations: []\npolicy: {approvers: " + approvers + ", deadline: 1 day, escalate: "
                                + approvers + "}\n")
                .parse();
    }

    /** What the parser says about a definition x of a kind with these lines, beside a source of clicks; empty when nothing. */
    public static String errors(String kind, String lines) {
        ProjectText text = new ProjectText();
        if (kind.equals("project")) {
            return text.with("project.yaml", named(kind, lines)).errorsOrNone().replace("project.yaml", "x.yaml");
        }
        return text.with("x.yaml", named(kind, lines)).errorsOrNone();
    }

    private static String named(String kind, String lines) {
        return lines.startsWith(kind + ":") ? lines : kind + ": x\n" + lines;
    }

    /** The keys that the parser asks for in a definition of a kind, as it lists them when one is unknown. */
    public static SortedSet<String> keys(String kind) {
        String extra = kind.equals("project") ? "" : kind + ": x\n";
        SortedSet<String> keys = new TreeSet<>();
        // An expression makes a feature a derived one, which reads other keys first; both lists together are all.
        for (String line : List.of("", "window: 7 days\n", "expression: y\n")) {
            ProjectText text = new ProjectText();
            String errors = kind.equals("project")
                    ? text.with("project.yaml", text.text("project.yaml") + "qqqqqqqqqqqqqqqqqqqq: 1\n")
                            .errors()
                    : text.with("x.yaml", extra + (kind.equals("feature") ? line : "") + "qqqqqqqqqqqqqqqqqqqq: 1\n")
                            .errors();
            Matcher listed = Pattern.compile("has no key q+; valid are (.*)").matcher(errors);
            while (listed.find()) {
                keys.addAll(List.of(listed.group(1).split(", ")));
            }
        }
        return keys;
    }
}
