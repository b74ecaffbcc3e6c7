package io.sluice.workers.doctor;

import java.util.List;

/** Java version and the packages that Spark needs opened. */
public final class JavaCheck implements Check {
    /** The package whose absence stops Spark first; the launcher opens it with all the others. */
    private static final String TELLTALE = "sun.nio.ch";

    @Override
    public List<Finding> run() {
        int version = Runtime.version().feature();
        Finding java = version >= 17
                ? Finding.ok("Java", Runtime.version().toString())
                : Finding.failed("Java", "version " + version, "install a JDK 17 or newer and point JAVA_HOME at it");
        boolean opened = Object.class.getModule().isOpen(TELLTALE, JavaCheck.class.getModule());
        Finding flags = opened
                ? Finding.ok("Java flags", "packages opened for Spark")
                : Finding.failed(
                        "Java flags",
                        "java.base/" + TELLTALE + " is not open: Spark will not start",
                        "start through infra/bin/sluice, or add --add-opens=java.base/" + TELLTALE
                                + "=ALL-UNNAMED and its kin");
        return List.of(java, flags);
    }
}
