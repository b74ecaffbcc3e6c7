/**
 * What a definition means, as text and as a fingerprint, and what changes when a project is registered. Source: contract
 * §7. Start at {@link io.sluice.definitions.registry.RegistryPlan}.
 */
@NullMarked
package io.sluice.definitions.registry;

import org.jspecify.annotations.NullMarked;
