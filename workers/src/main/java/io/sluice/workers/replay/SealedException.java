package io.sluice.workers.replay;

/** An app of an incarnation that is over tried to go on. It is hosted again, as what then runs. */
public final class SealedException extends RuntimeException {
    SealedException(String app, long epoch, long sealed) {
        super("%s belongs to incarnation %d, and incarnation %d has begun: it writes nothing any more"
                .formatted(app, epoch, sealed));
    }
}
