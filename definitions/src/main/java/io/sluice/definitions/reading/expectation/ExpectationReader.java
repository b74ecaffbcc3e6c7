package io.sluice.definitions.reading.expectation;

import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.definitions.model.gate.ExpectationTypes;
import io.sluice.definitions.name.Nearest;
import io.sluice.definitions.yaml.Fields;
import io.sluice.definitions.yaml.Findings;
import io.sluice.definitions.yaml.Text;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads expectations as Great Expectations writes them. */
public final class ExpectationReader {
    /** What Great Expectations writes into an expectation beside what counts here. */
    private static final List<String> THEIRS = List.of(
            "id",
            "meta",
            "notes",
            "description",
            "rendered_content",
            "success_on_last_run",
            "expectation_context",
            "ge_cloud_id",
            "windows");

    private final Fields owner;
    private final Findings findings;
    private final Set<String> ids = new LinkedHashSet<>();

    private ExpectationReader(Fields owner, Findings findings) {
        this.owner = owner;
        this.findings = findings;
    }

    /** The expectations of a gate or of a source. */
    public static List<Expectation> read(Fields owner, Findings findings) {
        return of(owner.mappings("expectations"), owner, findings);
    }

    /** Expectations that an owner has, wherever they are written. */
    public static List<Expectation> of(List<Fields> items, Fields owner, Findings findings) {
        ExpectationReader reader = new ExpectationReader(owner, findings);
        items.forEach(reader::claim);
        List<Expectation> expectations = new ArrayList<>();
        items.forEach(item -> expectations.add(reader.expectation(item)));
        return expectations;
    }

    /** Written ids come first, so that a default never takes one of them. */
    private void claim(Fields item) {
        Text id = isTheirs(item) ? null : item.text("id").orElse(null);
        if (id != null && !ids.add(id.value())) {
            findings.add(id.place(), "two expectations of " + owner.owner() + " have the id " + id.value());
        }
    }

    private Expectation expectation(Fields item) {
        Text type = item.has("expectation_type")
                ? item.text("expectation_type").orElse(null)
                : item.required("type").orElse(null);
        if (type != null && !ExpectationTypes.ALL.contains(type.value())) {
            findings.add(type.place(), ExpectationTypes.leftOut(type.value()).orElseGet(() -> unknown(type.value())));
        }
        String typeName = type == null ? "" : type.value();
        Map<String, Object> kwargs = kwargs(item);
        if (kwargs.values().stream().anyMatch(ExpectationReader::isParameter)) {
            item.wrong(
                    "kwargs",
                    item.owner() + " takes a value from a suite parameter ($PARAMETER), which only a run of Great"
                            + " Expectations fills; write the value itself");
        }
        String written = isTheirs(item) ? null : item.string("id");
        String id = written == null ? unique(defaultId(typeName, kwargs)) : written;
        Expectation expectation = new Expectation(id, typeName, kwargs, severity(item), rows(item));
        if (isTheirs(item)) {
            THEIRS.forEach(item::has);
        }
        item.finish();
        return expectation;
    }

    private static String unknown(String type) {
        String hint = Nearest.hint(type, ExpectationTypes.ALL);
        return "unknown expectation " + type
                + (hint.isEmpty() ? "; known are " + String.join(", ", ExpectationTypes.ALL) : hint);
    }

    /** Whether Great Expectations wrote it; its ids are nothing that a person could name. */
    private static boolean isTheirs(Fields item) {
        return item.place().path().endsWith(".json");
    }

    private static boolean isParameter(Object value) {
        return value instanceof Map<?, ?> map && map.containsKey("$PARAMETER")
                || value instanceof Iterable<?> list
                        && java.util.stream.StreamSupport.stream(list.spliterator(), false)
                                .anyMatch(ExpectationReader::isParameter);
    }

    private static Map<String, Object> kwargs(Fields item) {
        Map<String, Object> kwargs = new LinkedHashMap<>();
        item.mapping("kwargs")
                .ifPresent(written -> written.plain().forEach((key, value) -> {
                    if (value != null) {
                        kwargs.put(key, value);
                    }
                }));
        return Collections.unmodifiableMap(kwargs);
    }

    private static Severity severity(Fields item) {
        boolean critical = item.text("severity")
                .filter(severity -> severity.value().equals("critical"))
                .isPresent();
        return critical
                ? Severity.ERROR
                : item.choice("severity", Severity.values()).orElse(Severity.ERROR);
    }

    private static RowAction rows(Fields item) {
        return item.choice("rows", RowAction.values()).orElse(RowAction.KEEP);
    }

    private static String defaultId(String type, Map<String, Object> kwargs) {
        Object column = kwargs.get("column");
        return column == null ? type : type + ":" + column;
    }

    private String unique(String wanted) {
        String id = wanted;
        for (int n = 2; !ids.add(id); n++) {
            id = wanted + "#" + n;
        }
        return id;
    }
}
