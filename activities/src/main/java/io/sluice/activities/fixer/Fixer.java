package io.sluice.activities.fixer;

import java.io.Serializable;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Mends rows that a gate stopped, one at a time, before they are checked and staged again.
 *
 * <p>Implementations are registered in {@code META-INF/services/io.sluice.activities.fixer.Fixer} on the workers' class path and have
 * a public constructor without arguments. They are deterministic, do no I/O, keep no state and are used by several threads: a row may
 * be mended any number of times, on any machine, and must come out the same. A row whose fixer throws, or gives a value that is none of
 * the column's type (a decimal with too many digits, a vector of another length, a wrong value within a list), stays as it was, so that
 * the gate judges it as before. {@link RetailDates} is one.
 */
public interface Fixer extends Serializable {
    /** The declared columns that it may change; what it says about others is not heard. */
    Set<String> touches();

    /**
     * The columns that change, with their new values in the conventions of {@link
     * io.sluice.definitions.changepoint.SourceRow}: instants are epoch milliseconds, dates epoch days. Empty: nothing to mend.
     */
    Map<String, @Nullable Object> fix(FixerRow row);
}
