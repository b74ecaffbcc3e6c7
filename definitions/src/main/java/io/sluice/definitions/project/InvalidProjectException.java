package io.sluice.definitions.project;

import java.util.List;
import java.util.stream.Collectors;

/** A project with errors: all of them. */
public final class InvalidProjectException extends RuntimeException {
    private final transient List<Finding> findings;

    public InvalidProjectException(List<Finding> findings) {
        super(findings.stream().map(Finding::toString).collect(Collectors.joining("\n")));
        this.findings = List.copyOf(findings);
    }

    /** Every error, by path, line and column. */
    public List<Finding> findings() {
        return findings;
    }
}
