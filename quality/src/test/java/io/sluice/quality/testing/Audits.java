package io.sluice.quality.testing;

import io.sluice.definitions.model.gate.Expectation;
import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.quality.audit.Audit;
import io.sluice.quality.audit.AuditFacts;
import io.sluice.quality.audit.RuleOutcome;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;

/** Short ways to write expectations and to have them audited. */
public final class Audits {
    private Audits() {}

    /** Arguments as name, value, name, value, …. */
    public static Map<String, Object> kwargs(Object... pairs) {
        Map<String, Object> kwargs = new LinkedHashMap<>();
        for (int i = 0; i < pairs.length; i += 2) {
            kwargs.put((String) pairs[i], pairs[i + 1]);
        }
        return kwargs;
    }

    public static Expectation expectation(String type, Object... pairs) {
        return new Expectation("rule", type, kwargs(pairs), Severity.ERROR, RowAction.KEEP);
    }

    public static Expectation named(String id, Severity severity, RowAction rows, String type, Object... pairs) {
        return new Expectation(id, type, kwargs(pairs), severity, rows);
    }

    /** What an expectation says about a frame. */
    public static RuleOutcome judge(Dataset<Row> data, String type, Object... pairs) {
        List<RuleOutcome> rules =
                Audit.run(data, List.of(expectation(type, pairs)), facts()).rules();
        return rules.get(rules.size() - 1);
    }

    /** Facts without complaint, which allow no rows. */
    public static AuditFacts facts() {
        return new AuditFacts(
                "trusted.orders", "2010-12-01", "42", 1, -1, 0, 0, List.of(), List.of(), List.of(), 0, true, 1.0);
    }
}
