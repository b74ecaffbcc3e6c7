/**
 * The port {@link io.sluice.activities.notify.Notifier}: how people are told about gates. A log, a file and a webhook; which of them
 * is configuration.
 */
@NullMarked
package io.sluice.activities.notify;

import org.jspecify.annotations.NullMarked;
