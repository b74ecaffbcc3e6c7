package io.sluice.activities.notify;

import io.sluice.workflows.notice.Notice;

/**
 * Port: tells people about a gate.
 *
 * <p>Sending is repeated when any channel fails, so a notice whose key was sent before is sent no second time by the same notifier, and
 * carries its key so that a receiver can tell, too. Safe for use by several threads.
 */
public interface Notifier {
    /** A word for messages: log, file, webhook. */
    String name();

    /**
     * Sends a notice.
     *
     * @throws NotDeliveredException when it did not arrive
     */
    void send(Notice notice);
}
