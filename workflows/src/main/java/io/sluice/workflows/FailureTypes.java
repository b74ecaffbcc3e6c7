package io.sluice.workflows;

import java.util.List;

/**
 * The types of the failures that Sluice raises: the type alone says whether a retry can help. A failure of any other
 * type is retried.
 */
public final class FailureTypes {
    /** What a person typed does not fit: field, value, what is valid, nearest name. */
    public static final String INVALID_INPUT = "InvalidInput";

    /** A definition does not parse, validate or compile. */
    public static final String BAD_DEFINITION = "BadDefinition";

    /** A named thing (source, view, release, partition) does not exist. */
    public static final String NOT_FOUND = "NotFound";

    /** Data breaks what its definition promises, in a way that no retry mends. */
    public static final String CONTRACT_VIOLATION = "ContractViolation";

    /** A file or folder is missing, unreadable or not of the declared format. */
    public static final String UNREADABLE_SOURCE = "UnreadableSource";

    /** A publication was asked for that no gate allows. */
    public static final String NOT_CERTIFIED = "NotCertified";

    /** The base of a candidate moved: stage and audit again. */
    public static final String STALE_CANDIDATE = "StaleCandidate";

    /** A change that needs a decision first. */
    public static final String REFUSED = "Refused";

    /** A person rejected a candidate, and its gate's policy says {@code fail_on_reject}. */
    public static final String REJECTED = "Rejected";

    /** A connection setting that only a person can mend, such as a wrong password. */
    public static final String MISCONFIGURED = "Misconfigured";

    /** This build cannot do what was asked for. */
    public static final String NOT_AVAILABLE = "NotAvailable";

    /** A payload is larger than 128 KiB. */
    public static final String PAYLOAD_TOO_LARGE = "PayloadTooLarge";

    /** An activity met an error in the program: a null pointer, an index out of bounds. */
    public static final String PROGRAM_ERROR = "ProgramError";

    /** All of the above: none of them is mended by trying again. */
    public static final List<String> NOT_RETRYABLE = List.of(
            INVALID_INPUT,
            BAD_DEFINITION,
            NOT_FOUND,
            CONTRACT_VIOLATION,
            UNREADABLE_SOURCE,
            NOT_CERTIFIED,
            STALE_CANDIDATE,
            REFUSED,
            MISCONFIGURED,
            NOT_AVAILABLE,
            REJECTED,
            PAYLOAD_TOO_LARGE,
            PROGRAM_ERROR);

    private FailureTypes() {}
}
