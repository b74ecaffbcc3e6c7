package io.sluice.quality.audit;

import static io.sluice.quality.form.Phrases.number;
import static io.sluice.quality.form.Phrases.whole;

import io.sluice.definitions.model.gate.Expectation.RowAction;
import io.sluice.definitions.model.gate.Expectation.Severity;
import io.sluice.quality.expectation.ReservedRules;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The rules that every gate has, whatever its expectations. */
record GateRules(AuditFacts facts, long rows) {
    List<RuleOutcome> outcomes() {
        return List.of(schemaContract(), notEmpty(), readable(), asStaged(), quarantineLimit(), newColumns());
    }

    private RuleOutcome schemaContract() {
        List<String> wrong = new ArrayList<>();
        if (!facts.missingColumns().isEmpty()) {
            wrong.add("missing: " + String.join(", ", facts.missingColumns()));
        }
        if (!facts.retypedColumns().isEmpty()) {
            wrong.add("of another type: " + String.join(", ", facts.retypedColumns()));
        }
        return rule(
                ReservedRules.SCHEMA_CONTRACT,
                Severity.FATAL,
                wrong.isEmpty(),
                facts.missingColumns().size() + facts.retypedColumns().size(),
                wrong.isEmpty() ? "every column of the schema is there with its type" : String.join("; ", wrong),
                "every column of the schema is there with its type");
    }

    private RuleOutcome notEmpty() {
        return rule(
                ReservedRules.NOT_EMPTY,
                Severity.FATAL,
                rows > 0 || facts.emptyAllowed(),
                rows,
                "the number of rows is " + whole(rows),
                facts.emptyAllowed() ? "any number of rows, none included" : "at least one row");
    }

    private RuleOutcome readable() {
        boolean nothing = rows == 0 && facts.quarantined() == 0;
        return rule(
                ReservedRules.READABLE,
                nothing ? Severity.FATAL : Severity.ERROR,
                facts.corruptRows() == 0,
                facts.corruptRows(),
                whole(facts.corruptRows()) + " rows could not be read",
                "every row can be read");
    }

    private RuleOutcome asStaged() {
        boolean known = facts.rows() >= 0;
        return rule(
                ReservedRules.AS_STAGED,
                Severity.FATAL,
                !known || facts.rows() == rows,
                rows,
                "the snapshot holds " + whole(rows) + " rows",
                known ? "the " + whole(facts.rows()) + " rows that were staged" : "the rows that were staged");
    }

    private RuleOutcome quarantineLimit() {
        long all = rows + facts.quarantined();
        double share = all == 0 ? 0 : (double) facts.quarantined() / all;
        return rule(
                ReservedRules.QUARANTINE_LIMIT,
                Severity.ERROR,
                share <= facts.quarantineLimit(),
                share,
                whole(facts.quarantined()) + " of " + whole(all) + " rows are quarantined (" + number(share * 100)
                        + " %)",
                "at most " + number(facts.quarantineLimit() * 100) + " % of the rows are quarantined");
    }

    private RuleOutcome newColumns() {
        boolean none = facts.newColumns().isEmpty();
        return rule(
                ReservedRules.NEW_COLUMNS,
                Severity.WARNING,
                none,
                facts.newColumns().size(),
                none ? "no columns beside those of the schema" : "new: " + String.join(", ", facts.newColumns()),
                "no columns beside those of the schema");
    }

    private static RuleOutcome rule(
            String id, Severity severity, boolean passed, Object value, String observed, String expected) {
        return new RuleOutcome(
                id,
                id,
                Map.of(),
                severity,
                RowAction.KEEP,
                passed ? Status.PASSED : Status.FAILED,
                false,
                null,
                value,
                Map.of(),
                observed,
                expected);
    }
}
