package io.sluice.workflows.registry;

/**
 * Asks whether a remediation can be done.
 *
 * @param dataset for example {@code trusted.online_retail}
 * @param strategy PATCH, FIXER or PREVIOUS
 * @param name of the patch or fixer; empty otherwise
 */
public record RemedyRequest(String dataset, String partition, String strategy, String name) {}
