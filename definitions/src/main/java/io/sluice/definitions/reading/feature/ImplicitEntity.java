package io.sluice.definitions.reading.feature;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Entity;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.reading.Scope;
import io.sluice.definitions.yaml.Text;
import java.util.List;
import java.util.Optional;

/**
 * An entity that nobody declares: {@code entity: user_id} in a feature is enough when the feature's source has a string
 * column of that name. It is what {@code entity: user_id} in a file of its own would declare.
 */
final class ImplicitEntity {
    private ImplicitEntity() {}

    /** The declared entity or the implicit one; an unknown name is reported. */
    static Optional<Entity> find(Text name, Source source, Scope scope) {
        Optional<Entity> known = scope.entity(name.value());
        if (known.isPresent() || scope.drafts().declares("entity", name.value())) {
            return known;
        }
        Optional<Column> column = source.column(name.value());
        if (column.isEmpty()) {
            scope.unknown("entity", name.value(), name.place());
            return Optional.empty();
        }
        if (!column.get().type().equals(DataType.STRING)) {
            scope.findings()
                    .add(
                            name.place(),
                            "entity " + name.value()
                                    + " is not declared, and its column is no string; declare it with keys: {"
                                    + name.value() + ": " + column.get().type() + "}");
            return Optional.empty();
        }
        Entity entity = new Entity(name.value(), List.of(column.get()), null, scope.defaultOwner());
        scope.add(entity);
        return Optional.of(entity);
    }
}
