package io.sluice.definitions.reading.remedy;

import io.sluice.definitions.model.gate.FixerDefinition;
import io.sluice.definitions.reading.Draft;
import io.sluice.definitions.reading.Scope;
import io.sluice.definitions.yaml.Fields;
import io.sluice.definitions.yaml.Text;

/** Reads a fixer: the name of a class. Whether a worker has registered it is the worker's to say. Source: contract §2. */
public final class FixerReader {
    private static final String CLASS = "[\\p{L}_$][\\p{L}\\p{N}_$.]*";

    private FixerReader() {}

    public static FixerDefinition read(Draft draft, Scope scope) {
        Fields fields = draft.fields();
        String className = fields.required("class").map(Text::value).orElse("");
        if (!className.isEmpty() && !className.matches(CLASS)) {
            fields.wrong("class", "class of " + fields.owner() + " is no Java class name: " + className);
        }
        FixerDefinition fixer =
                new FixerDefinition(draft.name().value(), className, fields.string("description"), scope.owner(fields));
        fields.finish();
        return fixer;
    }
}
