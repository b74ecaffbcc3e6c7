/**
 * The online store, a cache of certified values: the port {@link io.sluice.activities.online.OnlineStore}, its Redis, and the
 * materialisation of releases into it. Nothing lives only here: everything can be dropped and loaded again.
 */
@NullMarked
package io.sluice.activities.online;

import org.jspecify.annotations.NullMarked;
