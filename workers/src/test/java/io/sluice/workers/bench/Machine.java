package io.sluice.workers.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where a number was measured. */
final class Machine {
    private Machine() {}

    static String describe() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.availableProcessors() + " cores, heap " + runtime.maxMemory() / (1 << 20) + " MiB, Java "
                + Runtime.version().feature() + ", " + System.getProperty("os.arch");
    }

    /** What this process has used of all cores so far. */
    static long cpuNanos() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime();
    }

    static Path checkout() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("infra"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
