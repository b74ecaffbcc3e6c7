package io.sluice.activities.lake;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.iceberg.hadoop.HadoopFileIO;
import org.apache.iceberg.io.InputFile;

/** Files of a lake that remember which of them were opened, in this process. */
public final class CountingFiles extends HadoopFileIO {
    private static final ConcurrentLinkedQueue<String> OPENED = new ConcurrentLinkedQueue<>();

    /** Opens a lake as {@link LakeConfig#embedded} does, on such files. */
    public static Lake open(Path folder) {
        LakeConfig config = LakeConfig.embedded(folder);
        return Lake.open(new LakeConfig(
                config.catalogUri(), config.warehouse(), Map.of("io-impl", CountingFiles.class.getName())));
    }

    /** The files whose names hold a part and end so, each as often as it was opened since {@link #forget}. */
    public static List<String> opened(String part, String end) {
        return OPENED.stream()
                .filter(file -> file.contains(part) && file.endsWith(end))
                .toList();
    }

    /** Begins to count anew. */
    public static void forget() {
        OPENED.clear();
    }

    @Override
    public InputFile newInputFile(String path) {
        OPENED.add(path);
        return super.newInputFile(path);
    }

    @Override
    public InputFile newInputFile(String path, long length) {
        OPENED.add(path);
        return super.newInputFile(path, length);
    }
}
