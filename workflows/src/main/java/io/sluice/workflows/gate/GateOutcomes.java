package io.sluice.workflows.gate;

import java.util.List;

/** What the outcomes of gates allow. Source: contract §7. */
public final class GateOutcomes {
    /** With these, data becomes certified: it passed, or a person whose name is on record let it through. */
    public static final List<String> CERTIFYING = List.of("PASS", "PASS_WITH_WARNINGS", "WAIVED");

    private GateOutcomes() {}
}
