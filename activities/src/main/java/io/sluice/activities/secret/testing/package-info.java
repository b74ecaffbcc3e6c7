/** Secrets for tests, of Sluice and of those who build on it. */
@NullMarked
package io.sluice.activities.secret.testing;

import org.jspecify.annotations.NullMarked;
