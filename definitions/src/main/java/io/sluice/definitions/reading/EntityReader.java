package io.sluice.definitions.reading;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Entity;
import io.sluice.definitions.yaml.Fields;
import java.util.List;

/** Reads an entity: typed key columns in their declared order. */
public final class EntityReader {
    private EntityReader() {}

    public static Entity read(Draft draft, Scope scope) {
        Fields fields = draft.fields();
        String name = draft.name().value();
        List<Column> keys = fields.mapping("keys")
                .map(written -> keys(written, scope))
                .orElseGet(() -> List.of(new Column(name, DataType.STRING)));
        Entity entity = new Entity(name, keys, fields.string("description"), scope.owner(fields));
        fields.finish();
        return entity;
    }

    private static List<Column> keys(Fields written, Scope scope) {
        List<Column> keys = ColumnsReader.read(written, scope.findings());
        for (Column key : keys) {
            boolean fits = switch (key.type().kind()) {
                case BOOLEAN, INT, BIGINT, DECIMAL, STRING, BINARY, DATE, TIMESTAMP -> true;
                case DOUBLE, ARRAY, STRUCT, VECTOR -> false;
            };
            if (!fits) {
                written.wrong(
                        key.name(),
                        "a key cannot be a " + key.type()
                                + ": equal keys must be equal bytes; use bigint, string or decimal");
            }
        }
        return keys;
    }
}
