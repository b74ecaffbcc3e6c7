package io.sluice.definitions.reading;

import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.Entity;
import io.sluice.definitions.model.View;
import io.sluice.definitions.reading.feature.DerivedTypes;
import io.sluice.definitions.reading.feature.TypedFeature;
import io.sluice.definitions.yaml.Fields;
import io.sluice.definitions.yaml.Text;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads a view and checks that its features belong together. Source: contract §2. */
public final class ViewReader {
    private static final List<String> OWN_COLUMNS = List.of("feature_timestamp", "carry", "day", "_run");

    private final Fields fields;
    private final Scope scope;
    private final String name;
    private final Map<String, TypedFeature> features;

    private ViewReader(Draft draft, Scope scope, Map<String, TypedFeature> features) {
        this.fields = draft.fields();
        this.scope = scope;
        this.name = draft.name().value();
        this.features = features;
    }

    public static View read(Draft draft, Scope scope, Map<String, TypedFeature> features) {
        ViewReader reader = new ViewReader(draft, scope, features);
        View view = reader.view();
        reader.fields.finish();
        return view;
    }

    private View view() {
        Text entity = fields.required("entity").orElse(null);
        if (entity != null && scope.entity(entity.value()).isEmpty()) {
            scope.mustDeclare("entity", entity);
        }
        List<String> names = features(entity);
        Text gate = fields.text("gate").orElse(null);
        if (gate != null) {
            scope.mustDeclare("gate", gate);
        }
        Optional<Fields> online = fields.mapping("online");
        Duration ttl =
                online.flatMap(written -> written.positiveDuration("ttl")).orElse(null);
        View.Materialization materialization = online.flatMap(
                        written -> written.choice("materialization", View.Materialization.values()))
                .orElse(View.Materialization.ON_RELEASE);
        online.ifPresent(Fields::finish);
        Duration freshness = fields.positiveDuration("freshness").orElse(null);
        List<String> readers = readers();
        fields.string("description");
        fields.strings("tags");
        return new View(
                name,
                entity == null ? "" : entity.value(),
                names,
                gate == null ? null : gate.value(),
                ttl,
                materialization,
                freshness,
                fields.schedule("schedule"),
                fields.choice("publish", View.Publish.values()).orElse(View.Publish.AUTO),
                readers,
                scope.owner(fields));
    }

    private List<String> readers() {
        Fields access = fields.mapping("access").orElse(null);
        if (access == null) {
            return List.of();
        }
        List<String> readers = access.strings("readers");
        access.finish();
        return readers;
    }

    private List<String> features(@Nullable Text entity) {
        fields.need("features");
        List<String> names = new ArrayList<>();
        for (Text feature : fields.texts("features")) {
            if (names.contains(feature.value())) {
                scope.findings().add(feature.place(), "view " + name + " names feature " + feature.value() + " twice");
            } else {
                names.add(feature.value());
                scope.mustDeclare("feature", feature);
                checkEntity(feature, entity);
                checkColumn(feature, entity);
            }
        }
        fields.texts("features").forEach(feature -> checkInputs(feature, names));
        if (names.isEmpty() && fields.isList("features")) {
            fields.wrong("features", "view " + name + " needs at least one feature");
        }
        // How they are listed changes no value: tables and slots are laid out by their names.
        return names.stream().sorted().toList();
    }

    private void checkInputs(Text feature, List<String> names) {
        TypedFeature read = features.get(feature.value());
        for (String input : read == null ? List.<String>of() : DerivedTypes.inputs(read.feature())) {
            if (scope.drafts().declares("feature", input) && !names.contains(input)) {
                scope.findings()
                        .add(
                                feature.place(),
                                "feature " + feature.value() + " derives from " + input + ", which view " + name
                                        + " does not have; add it to the features");
            }
        }
    }

    private void checkEntity(Text feature, @Nullable Text entity) {
        TypedFeature read = features.get(feature.value());
        String about = read == null ? "" : read.feature().entity();
        if (entity != null && !about.isEmpty() && !about.equals(entity.value())) {
            scope.findings()
                    .add(
                            feature.place(),
                            "feature " + feature.value() + " is about entity " + about + ", but view " + name
                                    + " is about " + entity.value());
        }
    }

    /** Features become columns of the view's table, beside its keys and its own columns. */
    private void checkColumn(Text feature, @Nullable Text entity) {
        List<String> keys = entity == null
                ? List.of()
                : scope.entity(entity.value()).map(Entity::keys).orElse(List.of()).stream()
                        .map(Column::name)
                        .toList();
        boolean key = keys.stream().anyMatch(feature.value()::equalsIgnoreCase);
        if (key || OWN_COLUMNS.stream().anyMatch(feature.value()::equalsIgnoreCase)) {
            String owner = key ? "a key of its entity" : "one of its own columns";
            scope.findings()
                    .add(
                            feature.place(),
                            "view " + name + " cannot have a feature called " + feature.value() + ", the name of "
                                    + owner);
        }
    }
}
