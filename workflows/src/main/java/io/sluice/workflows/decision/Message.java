package io.sluice.workflows.decision;

/** The object of a verb, as people type it. */
public sealed interface Message permits Approve, Reject, Remediate, Extend, Reassign, Comment {
    Decision decision();
}
