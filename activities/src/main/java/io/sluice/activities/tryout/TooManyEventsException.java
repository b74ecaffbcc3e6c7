package io.sluice.activities.tryout;

import java.nio.file.Path;

/** A file has more records than are kept in memory. */
final class TooManyEventsException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    TooManyEventsException(Path file, int most) {
        super("The file %s has more than %,d records: try a part of it".formatted(file, most));
    }
}
