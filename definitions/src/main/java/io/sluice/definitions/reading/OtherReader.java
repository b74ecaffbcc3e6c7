package io.sluice.definitions.reading;

import io.sluice.definitions.model.OtherDefinition;
import io.sluice.definitions.yaml.Fields;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads annotations, patches and fixers, which are registered but not interpreted yet. */
public final class OtherReader {
    private OtherReader() {}

    public static OtherDefinition read(Draft draft, Scope scope) {
        Fields fields = draft.fields();
        switch (draft.kind()) {
            case "patch" -> patch(fields, scope);
            case "fixer" -> fixer(fields);
            default -> fields.plain();
        }
        Map<String, Object> plain = new LinkedHashMap<>();
        fields.finish();
        fields.plain().forEach((key, value) -> {
            if (value != null) {
                plain.put(key, value);
            }
        });
        plain.remove(draft.kind());
        return new OtherDefinition(draft.kind(), draft.name().value(), Collections.unmodifiableMap(plain));
    }

    private static void patch(Fields fields, Scope scope) {
        fields.required("source").ifPresent(source -> scope.mustDeclare("source", source));
        fields.required("sql");
        if (fields.isList("reviewed_by")) {
            fields.texts("reviewed_by");
        } else {
            fields.required("reviewed_by");
        }
        fields.string("description");
        fields.string("owner");
    }

    private static void fixer(Fields fields) {
        fields.required("class")
                .filter(name -> !name.value().matches("[\\p{L}_$][\\p{L}\\p{N}_$.]*"))
                .ifPresent(name -> fields.wrong(
                        "class", "class of " + fields.owner() + " is no Java class name: " + name.value()));
        fields.string("description");
        fields.string("owner");
    }
}
