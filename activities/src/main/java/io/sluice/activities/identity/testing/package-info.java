/** {@link io.sluice.activities.identity.testing.InMemoryIdentityCheck}: people and their proofs in memory, for tests. */
@NullMarked
package io.sluice.activities.identity.testing;

import org.jspecify.annotations.NullMarked;
