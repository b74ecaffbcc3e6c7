package io.sluice.workers.accept;

/** Tells a silent partition of the source topic from one that is not read to its end. */
public interface SourceEnd {
    /**
     * Whether nothing that can be read follows an offset. May block for seconds; asked only after a silence.
     *
     * @param offset of the last record read; -1 when none was
     */
    boolean isAt(int partition, long offset);
}
