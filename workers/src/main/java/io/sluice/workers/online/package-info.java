/**
 * The online sink: brings the updates of one version of a view over one stream into the online store, as far as checkpoints
 * cover them, and no further. Start at {@link io.sluice.workers.online.OnlineSink}. Source: contract §6, architecture §6, §7.
 */
@NullMarked
package io.sluice.workers.online;

import org.jspecify.annotations.NullMarked;
