/** What the accept kernel is compared with: {@link io.sluice.definitions.accept.testing.NaiveAcceptance}. */
@NullMarked
package io.sluice.definitions.accept.testing;

import org.jspecify.annotations.NullMarked;
