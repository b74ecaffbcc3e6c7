package io.sluice.definitions.model;

import java.io.Serializable;
import java.util.List;

/** What identifies a row of a source: columns, the hash of its content, or its position in the file. */
public record EventId(Kind kind, List<String> columns) implements Serializable {
    /** COLUMNS: the tuple of the named columns. CONTENT: SHA-256 of the canonical row. POSITION: zero-padded place in its file. */
    public enum Kind {
        COLUMNS,
        CONTENT,
        POSITION
    }

    public EventId {
        columns = List.copyOf(columns);
    }
}
