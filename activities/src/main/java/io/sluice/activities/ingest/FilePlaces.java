package io.sluice.activities.ingest;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.fs.Path;

/**
 * How {@code event_id: position} names the files of a source, so that a row has one id wherever it is met and no other row has it.
 *
 * <p>Files of one partition are numbered behind the partition's label. Files that hold many partitions are named by their path below
 * the source's folder: a late row is met in two partitions, of which not all files are the same.
 */
final class FilePlaces {
    private static final String PLACEHOLDER = "{partition}";

    private final String location;
    private final String partition;

    FilePlaces(String location, String partition) {
        this.location = location;
        this.partition = partition;
    }

    /** A name for each file, given in order; names of numbered files keep the order. */
    Map<String, String> names(List<String> files) {
        Map<String, String> names = new LinkedHashMap<>();
        for (String file : files) {
            names.put(
                    file, location.contains(PLACEHOLDER) ? "%s/%06d".formatted(partition, names.size()) : below(file));
        }
        return names;
    }

    private String below(String file) {
        Path path = new Path(file);
        String folder = folder();
        String whole = path.toUri().getPath();
        return whole.startsWith(folder + "/") ? whole.substring(folder.length() + 1) : path.getName();
    }

    /** The location's path up to the first pattern. */
    private String folder() {
        List<String> fixed = new ArrayList<>();
        String path = new Path(location).toUri().getPath();
        for (String segment : path.split("/")) {
            if (segment.matches(".*[*?\\[{].*")) {
                break;
            }
            fixed.add(segment);
        }
        return String.join("/", fixed);
    }
}
