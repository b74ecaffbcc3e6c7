package io.sluice.workflows.training;

import java.util.List;

/**
 * A view at a release, pinned when a run starts.
 *
 * @param certifiedFrom first instant that the release speaks about, epoch milliseconds
 * @param certifiedThrough last one
 * @param retired features of the release that are registered no longer
 */
public record PinnedView(String view, String release, long certifiedFrom, long certifiedThrough, List<String> retired) {
    public PinnedView {
        retired = List.copyOf(retired);
    }
}
