/**
 * The audit of a staged snapshot. Entry type: {@link io.sluice.activities.gate.AuditActivitiesImpl}.
 */
@NullMarked
package io.sluice.activities.gate;

import org.jspecify.annotations.NullMarked;
