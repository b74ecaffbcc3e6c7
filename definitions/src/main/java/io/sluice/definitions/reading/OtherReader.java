package io.sluice.definitions.reading;

import io.sluice.definitions.model.OtherDefinition;
import io.sluice.definitions.yaml.Fields;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Reads annotations, which are registered but not interpreted yet. */
public final class OtherReader {
    private OtherReader() {}

    public static OtherDefinition read(Draft draft) {
        Fields fields = draft.fields();
        fields.plain();
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
}
