package io.sluice.definitions.project;

import io.sluice.definitions.model.Project;

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
                .with("gate.yaml", "gate: g\nexpectations: [{type: expect_x, kwargs: {n: 1.50, z: 3}}]\n")
                .with("a.yaml", "annotation: labels\nlabels: [spam]\nowner: me\n")
                .parse();
    }
}
