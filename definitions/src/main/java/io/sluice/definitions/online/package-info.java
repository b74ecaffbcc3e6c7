/**
 * What the online store holds and what a reader gets: keys, packed rows, versions, status and records. Source: contract
 * §6. Start at {@link io.sluice.definitions.online.OnlineRecord}.
 */
@NullMarked
package io.sluice.definitions.online;

import org.jspecify.annotations.NullMarked;
