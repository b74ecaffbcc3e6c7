package io.sluice.workers.bench;

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

    static Path checkout() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.isDirectory(folder.resolve("infra"))) {
            folder = folder.getParent();
        }
        return folder;
    }
}
