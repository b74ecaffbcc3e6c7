/**
 * The numbers of audits: written as {@code sluice.metrics} by {@link io.sluice.activities.metric.AuditMetrics}, read back as a
 * history by {@link io.sluice.activities.metric.MetricHistory}.
 */
@NullMarked
package io.sluice.activities.metric;

import org.jspecify.annotations.NullMarked;
