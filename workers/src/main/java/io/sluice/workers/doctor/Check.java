package io.sluice.workers.doctor;

import java.util.List;

/** Looks at one part of the installation. Never throws: what goes wrong is a finding. */
@FunctionalInterface
public interface Check {
    /** What was seen. */
    List<Finding> run();
}
