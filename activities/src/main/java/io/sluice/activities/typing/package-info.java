/**
 * From received values to typed rows with an identity: casts that never change a value, event ids and content hashes. Entry
 * types: {@link io.sluice.activities.typing.Typing} and {@link io.sluice.activities.typing.EventIds}.
 */
@NullMarked
package io.sluice.activities.typing;

import org.jspecify.annotations.NullMarked;
