/** Streams run by their workflows on real servers, and what hosts them. */
@NullMarked
package io.sluice.workers.host;

import org.jspecify.annotations.NullMarked;
