package io.sluice.activities.gate.audit;

/** What an audit asks of the registry. */
public interface Guards {
    /**
     * The newest version of a gate.
     *
     * @param gate its name, or {@code implicit}
     * @param dataset what it guards, for example {@code trusted.online_retail} or {@code views.customer_activity_v1}
     */
    Guard guard(String gate, String dataset);
}
