package io.sluice.quality.report;

/**
 * What a report says about itself.
 *
 * @param gate name of the gate
 * @param version definition version of the gate, such as {@code v2}
 * @param fingerprint of the gate's definition
 */
public record ReportHead(String gate, String version, String fingerprint) {}
