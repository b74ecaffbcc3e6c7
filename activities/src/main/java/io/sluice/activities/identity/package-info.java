/**
 * The port {@link io.sluice.activities.identity.IdentityCheck}: whether whoever decides about a gate is who they say. Source:
 * workflows.md §4.
 */
@NullMarked
package io.sluice.activities.identity;

import org.jspecify.annotations.NullMarked;
