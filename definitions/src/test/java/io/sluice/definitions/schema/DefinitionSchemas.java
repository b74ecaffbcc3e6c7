package io.sluice.definitions.schema;

import io.sluice.definitions.model.Aggregation;
import io.sluice.definitions.model.BatchOption;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Feature;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.View;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.ExpectationTypes;
import io.sluice.definitions.model.gate.Gate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The JSON Schema of each kind of definition, made from the model: its enums, its types, its limits. */
final class DefinitionSchemas {
    private static final String NAME = "^[A-Za-z][A-Za-z0-9_]{0,99}$";
    private static final String DURATION = "^\\s*(([Pp][0-9TtDdHhMmSsWw.]+)|((\\d{1,15}\\s*"
            + "(ms|milliseconds?|s|sec|seconds?|m|min|minutes?|h|hours?|d|days?|w|weeks?)\\s*)+))$";

    private DefinitionSchemas() {}

    /** By kind. */
    static Map<String, Map<String, Object>> all() {
        Map<String, Map<String, Object>> all = new LinkedHashMap<>();
        all.put("project", kind("project", List.of(), project()));
        all.put("entity", kind("entity", List.of(), entity()));
        all.put("source", kind("source", List.of("kind", "schema", "event_time"), source()));
        all.put("feature", kind("feature", List.of("entity"), feature()));
        all.put("view", kind("view", List.of("entity", "features"), view()));
        all.put("gate", kind("gate", List.of(), gate()));
        all.put("annotation", open(kind("annotation", List.of(), new LinkedHashMap<>())));
        all.put("patch", kind("patch", List.of("source", "sql", "reviewed_by"), patch()));
        all.put("fixer", kind("fixer", List.of("class"), fixer()));
        return all;
    }

    private static Map<String, Object> kind(String kind, List<String> required, Map<String, Object> fields) {
        Map<String, Object> properties = Schema.of(kind, Schema.pattern(NAME, "its name"));
        properties.putAll(fields);
        Map<String, Object> schema = Schema.of("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("$id", "https://sluice.io/schema/" + kind + ".schema.json");
        schema.put("title", "Sluice " + kind);
        List<String> needed = new ArrayList<>(List.of(kind));
        needed.addAll(required);
        schema.putAll(Schema.object(needed, properties));
        return schema;
    }

    /** A kind that is registered as it is written: nothing reads its fields yet. */
    private static Map<String, Object> open(Map<String, Object> schema) {
        schema.put("additionalProperties", true);
        return schema;
    }

    private static Map<String, Object> project() {
        Map<String, Object> defaults = new LinkedHashMap<>();
        defaults.put("source", Schema.pattern(NAME, "the source of features that name none"));
        defaults.put("owner", Schema.text("the owner of definitions that name none"));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("defaults", Schema.object(List.of(), defaults));
        fields.put("approvers", people("who decides where a gate names nobody"));
        fields.put("timezone", Schema.choice(List.of("UTC"), "UTC is the only one so far"));
        return fields;
    }

    private static Map<String, Object> entity() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("keys", columns("typed key columns in their order; default {<entity name>: string}"));
        words(fields);
        return fields;
    }

    private static Map<String, Object> source() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "kind",
                Schema.choice(Source.Kind.values(), "things that happened, or what was true from an instant on"));
        fields.put("schema", columns("the columns"));
        fields.put("event_time", Schema.text("the timestamp column that says when"));
        fields.put(
                "event_id",
                Schema.anyOf(
                        "what identifies a row: a column, columns, content or position",
                        List.of(Schema.text("a column, content or position"), texts("columns"))));
        fields.put("batch", batch());
        fields.put("stream", stream());
        fields.put("partition_by", texts("default: the entity keys of its views when they use one entity"));
        fields.put("cutover", Schema.text("file rows count before it, stream rows from it on; needed with both lanes"));
        fields.put(
                "history_from",
                Schema.text("the first instant: no row is older, none is missing from here on; needed by lifetime"));
        fields.put("allowed_lateness", duration("how late a row may be; default 0"));
        fields.put("late_policy", Schema.choice(Source.LatePolicy.values(), "default quarantine"));
        fields.put("idle_after", duration("default 60 seconds"));
        fields.put("max_future_skew", duration("default 5 minutes"));
        fields.put("delay", duration("how much later than its event time a row could be known; 0 with a stream"));
        fields.put("pii", texts("identifying columns"));
        fields.put("retention", duration("how long landing is kept"));
        fields.put("schedule", Schema.text("when it is ingested"));
        fields.put("expectations", expectations());
        fields.put("gate", Schema.pattern(NAME, "the gate that judges it; instead of expectations"));
        fields.put("owner", Schema.text("who answers for it"));
        return fields;
    }

    private static Map<String, Object> batch() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("path", Schema.text("a file or a pattern with {partition}; relative to the project"));
        fields.put("jdbc", Schema.text("a JDBC address; instead of path"));
        fields.put("api", Schema.text("an address; instead of path"));
        fields.put("format", Schema.choice(List.of("parquet", "csv", "json", "avro", "orc"), "of files"));
        Map<String, Object> options = new LinkedHashMap<>();
        for (BatchOption option : BatchOption.values()) {
            options.put(option.text(), Schema.scalar(option.meaning()));
        }
        fields.put("options", Schema.object(List.of(), options));
        fields.put("partition", Schema.choice(Source.Partitioning.values(), "what is landed and gated as one"));
        return Schema.object(List.of("partition"), fields);
    }

    private static Map<String, Object> stream() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("topic", Schema.pattern("^[A-Za-z0-9._-]{1,249}$", "the topic"));
        fields.put("format", Schema.choice(List.of("json", "avro"), "default json"));
        fields.put("keyed", Schema.flag("whether the topic is keyed by partition_by already"));
        return Schema.object(List.of("topic"), fields);
    }

    private static Map<String, Object> feature() {
        Map<String, Object> serving = new LinkedHashMap<>();
        serving.put("online", Schema.flag("default false"));
        serving.put("offline", Schema.flag("default true"));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("serving", Schema.object(List.of(), serving));
        fields.put("expression", Schema.text("derives it from other features of its view"));
        fields.put("source", Schema.pattern(NAME, "default: the project's"));
        fields.put("timestamp", Schema.text("the event time of its source, to be sure"));
        fields.put(
                "window",
                Schema.anyOf(
                        "rows of the last …", List.of(Schema.choice(List.of("lifetime"), "all"), duration("7 days"))));
        fields.put("aggregation", aggregation());
        fields.put("value", Schema.scalar("a Spark SQL expression over the source's columns"));
        fields.put("filters", texts("Spark SQL conditions; a row counts where all are true"));
        fields.put("hop", duration("default by the size of the window"));
        fields.put(
                "update",
                Schema.choice(
                        Feature.Update.values(),
                        "default event online from a stream, otherwise hop; event covers up to a hop more than the window"));
        fields.put("ttl", duration("how long a latest value holds"));
        fields.put("scale", Schema.whole(0, 18, "decimal places that doubles are rounded to; default 6"));
        fields.put("max_distinct", Schema.whole(1, 1_000_000, "values that top_k counts; default 10000"));
        fields.put("entity", Schema.pattern(NAME, "what it is about"));
        fields.put("null_policy", nullPolicy());
        fields.put("tags", texts("words"));
        words(fields);
        return fields;
    }

    private static Map<String, Object> aggregation() {
        String plain = Arrays.stream(Aggregation.Kind.values())
                .filter(kind -> kind != Aggregation.Kind.LAST_N
                        && kind != Aggregation.Kind.TOP_K
                        && kind != Aggregation.Kind.HISTOGRAM)
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("|"));
        return Schema.pattern(
                "^\\s*(" + plain + "|(last_n|top_k)\\s*\\(\\s*\\d+\\s*\\)|histogram\\s*\\(\\s*\\[.*\\]\\s*\\))\\s*$",
                "default count; one of " + plain.replace("|", ", ") + ", last_n(n), top_k(k), histogram([edges]);"
                        + " count_distinct is an estimate, with a standard error of 1.7 %");
    }

    private static Map<String, Object> nullPolicy() {
        Map<String, Object> fill =
                Schema.object(List.of("fill"), Schema.of("fill", Schema.scalar("a literal of its type")));
        return Schema.anyOf(
                "default fill_zero for count and count_distinct, otherwise null",
                List.of(Schema.choice(List.of("fill_zero", "null"), "a word"), Schema.of("type", "null"), fill));
    }

    private static Map<String, Object> view() {
        Map<String, Object> online = new LinkedHashMap<>();
        online.put("ttl", duration("how long the online store keeps a key"));
        online.put("materialization", Schema.choice(View.Materialization.values(), "default on_release"));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("entity", Schema.pattern(NAME, "what it is about"));
        Map<String, Object> features = texts("the features; in any order, columns are in that of their names");
        features.put("minItems", 1);
        features.put("uniqueItems", true);
        fields.put("features", features);
        fields.put("gate", Schema.pattern(NAME, "the gate that judges it"));
        fields.put("online", Schema.object(List.of(), online));
        fields.put("freshness", duration("for how long a value that should have changed is still given"));
        fields.put("access", Schema.object(List.of(), Schema.of("readers", people("who may read it"))));
        fields.put("schedule", Schema.text("when it is updated"));
        fields.put("tags", texts("words"));
        words(fields);
        return fields;
    }

    private static Map<String, Object> gate() {
        Map<String, Object> policy = new LinkedHashMap<>();
        policy.put("approvers", people("who decides; default: the approvers of the project"));
        policy.put("quorum", Schema.whole(1, 100, "how many must approve; default 1"));
        policy.put("require_reason", Schema.flag("default true"));
        policy.put("prevent_self_approval", Schema.flag("default false"));
        policy.put("deadline", duration("until when somebody must decide"));
        policy.put("remind", Schema.share("share of the deadline; default 0.5"));
        Map<String, Object> escalation = new LinkedHashMap<>();
        escalation.put("at", Schema.share("share of the deadline; default 0.8"));
        escalation.put("to", people("to whom"));
        policy.put(
                "escalate",
                Schema.anyOf("to whom, and when", List.of(people("to whom"), Schema.object(List.of(), escalation))));
        policy.put("on_expiry", Schema.choice(Gate.OnExpiry.values(), "default hold"));
        policy.put("keep", duration("how many days a rejected candidate is kept; default 14 days"));
        policy.put("max_attempts", Schema.whole(1, 1000, "default 10"));
        policy.put("quarantine_limit", Schema.share("share of rows that may be quarantined undecided; default 1"));
        policy.put("fail_on_reject", Schema.flag("default false"));
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put(
                "suite",
                Schema.pattern(
                        NAME, "another gate whose expectations come first, as a rule an exported suite (.json)"));
        fields.put("expectations", expectations());
        fields.put("policy", Schema.object(List.of(), policy));
        words(fields);
        return fields;
    }

    private static Map<String, Object> expectations() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", Schema.text("unique in its gate; default: type and column"));
        fields.put("type", Schema.choice(ExpectationTypes.ALL, "as Great Expectations calls it"));
        fields.put("kwargs", Schema.described(Schema.of("type", "object"), "its parameters"));
        List<String> severities = new ArrayList<>(Arrays.stream(Expectation.Severity.values())
                .map(value -> value.name().toLowerCase(Locale.ROOT))
                .toList());
        severities.add("critical");
        fields.put("severity", Schema.choice(severities, "default error (critical is another word for it)"));
        fields.put(
                "rows", Schema.choice(Expectation.RowAction.values(), "what happens to rows that fail; default keep"));
        fields.put(
                "expectation_type",
                Schema.choice(ExpectationTypes.ALL, "instead of type: as older suites of Great Expectations call it"));
        Map<String, Object> expectation = Schema.object(List.of(), fields);
        expectation.put(
                "anyOf",
                List.of(Schema.of("required", List.of("type")), Schema.of("required", List.of("expectation_type"))));
        return Schema.list(expectation, "checks on data");
    }

    private static Map<String, Object> patch() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("source", Schema.pattern(NAME, "what it mends"));
        fields.put(
                "sql",
                Schema.text("SELECT <expression> AS <column>, … FROM rows: what columns become; the others stay"));
        fields.put(
                "reviewed_by", Schema.anyOf("who looked at it", List.of(Schema.text("somebody"), people("several"))));
        words(fields);
        return fields;
    }

    private static Map<String, Object> fixer() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("class", Schema.text("the class of a fixer that the workers have registered"));
        words(fields);
        return fields;
    }

    private static void words(Map<String, Object> fields) {
        fields.put("description", Schema.text("for people"));
        fields.put("owner", Schema.text("who answers for it"));
    }

    private static Map<String, Object> duration(String description) {
        return Schema.pattern(DURATION, description);
    }

    private static Map<String, Object> people(String description) {
        return Schema.list(Schema.text("a person"), description);
    }

    private static Map<String, Object> texts(String description) {
        return Schema.list(Schema.text("a text"), description);
    }

    private static Map<String, Object> columns(String description) {
        String simple = Arrays.stream(DataType.Kind.values())
                .filter(kind -> kind.compareTo(DataType.Kind.ARRAY) < 0 && kind != DataType.Kind.DECIMAL)
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("|"));
        return Schema.map(
                Schema.pattern(
                        "^\\s*(" + simple
                                + "|decimal\\s*\\(\\s*\\d+\\s*,\\s*\\d+\\s*\\)|vector\\s*\\(\\s*\\d+\\s*\\)|array\\s*<.*>|struct\\s*<.*>)\\s*$",
                        "boolean, int, bigint, decimal(p,s), double, string, binary, date, timestamp, array<…>, struct<…>, vector(n)"),
                description);
    }
}
