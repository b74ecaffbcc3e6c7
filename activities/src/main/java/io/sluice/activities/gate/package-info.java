/**
 * The audit of a staged snapshot and what its outcome allows. Entry types:
 * {@link io.sluice.activities.gate.audit.AuditActivitiesImpl} and {@link io.sluice.activities.gate.GateActivitiesImpl}.
 */
@NullMarked
package io.sluice.activities.gate;

import org.jspecify.annotations.NullMarked;
