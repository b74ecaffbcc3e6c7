package io.sluice.definitions.reading;

import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Entity;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.Gate;
import io.sluice.definitions.yaml.Fields;
import io.sluice.definitions.yaml.Findings;
import io.sluice.definitions.yaml.Place;
import io.sluice.definitions.yaml.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What readers know of the rest of the project: its defaults, and what is read so far. */
public final class Scope {
    private final Drafts drafts;
    private final Findings findings;
    private final ExpressionCompiler compiler;
    private final Map<String, Entity> entities = new TreeMap<>();
    private final Map<String, Source> sources = new TreeMap<>();
    private final Map<String, Gate> gates = new TreeMap<>();
    private String project = "";
    private @Nullable Text defaultSource;
    private @Nullable String defaultOwner;
    private List<String> approvers = List.of();

    public Scope(Drafts drafts, Findings findings, ExpressionCompiler compiler) {
        this.drafts = drafts;
        this.findings = findings;
        this.compiler = compiler;
    }

    /** Reads {@code project.yaml}. */
    public void header(Fields fields) {
        project = fields.required("project").map(Text::value).orElse("");
        fields.mapping("defaults").ifPresent(defaults -> {
            defaultSource = defaults.text("source").orElse(null);
            defaultOwner = defaults.string("owner");
            defaults.finish();
        });
        approvers = fields.strings("approvers");
        fields.text("timezone")
                .filter(zone -> !zone.value().equals("UTC"))
                .ifPresent(zone ->
                        findings.add(zone.place(), "timezone must be UTC, the only one so far, not " + zone.value()));
        if (defaultSource != null && !drafts.declares("source", defaultSource.value())) {
            findings.add(defaultSource.place(), drafts.unknown("source", defaultSource.value()));
        }
        fields.finish();
    }

    public Drafts drafts() {
        return drafts;
    }

    public Findings findings() {
        return findings;
    }

    public ExpressionCompiler compiler() {
        return compiler;
    }

    public String project() {
        return project;
    }

    public Optional<Text> defaultSource() {
        return Optional.ofNullable(defaultSource);
    }

    /** The owner a definition writes, or the project's. */
    public @Nullable String owner(Fields fields) {
        String written = fields.string("owner");
        return written == null ? defaultOwner : written;
    }

    public @Nullable String defaultOwner() {
        return defaultOwner;
    }

    public List<String> approvers() {
        return approvers;
    }

    public void add(Entity entity) {
        entities.put(entity.name(), entity);
    }

    public void add(Source source) {
        sources.put(source.name(), source);
    }

    public void add(Gate gate) {
        gates.put(gate.name(), gate);
    }

    public List<Entity> entities() {
        return new ArrayList<>(entities.values());
    }

    public List<Source> sources() {
        return new ArrayList<>(sources.values());
    }

    public List<Gate> gates() {
        return new ArrayList<>(gates.values());
    }

    public Optional<Entity> entity(String name) {
        return Optional.ofNullable(entities.get(name));
    }

    public Optional<Source> source(String name) {
        return Optional.ofNullable(sources.get(name));
    }

    public Optional<Gate> gate(String name) {
        return Optional.ofNullable(gates.get(name));
    }

    /** Reports a reference to what the project does not declare. */
    public void mustDeclare(String kind, Text name) {
        if (!drafts.declares(kind, name.value())) {
            unknown(kind, name.value(), name.place());
        }
    }

    /** Reports an unknown name. */
    public void unknown(String kind, String name, Place place) {
        findings.add(place, drafts.unknown(kind, name));
    }
}
