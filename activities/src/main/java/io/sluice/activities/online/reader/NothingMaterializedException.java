package io.sluice.activities.online.reader;

/** A view of which the online store holds nothing; a retry helps only once it was materialised. */
public final class NothingMaterializedException extends RuntimeException {
    private final String view;

    public NothingMaterializedException(String view) {
        super(
                "Nothing of view %s is in the online store: check the name, start StreamLane for its source if that is a stream, or materialise a release with OnlineMaterialization {\"view\": \"%s\", \"mode\": \"FULL\"}"
                        .formatted(view, view));
        this.view = view;
    }

    /** The view that was asked for. */
    public String view() {
        return view;
    }
}
