/**
 * Definitions as fields of text, and the fingerprint over those that can change a value. Source: contract §7. Start at
 * {@link io.sluice.definitions.registry.form.CanonicalForms}.
 */
@NullMarked
package io.sluice.definitions.registry.form;

import org.jspecify.annotations.NullMarked;
