package io.sluice.quality.known;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a supplier announced beside a delivery, set against what was received.
 *
 * @param announced every file that the manifest names, in the order of the paths
 * @param unannounced paths of files that were received and that it does not name
 */
public record SupplierManifest(List<AnnouncedFile> announced, List<String> unannounced) {
    public SupplierManifest {
        announced = List.copyOf(announced);
        unannounced = List.copyOf(unannounced);
    }

    /**
     * A file that was announced. What the manifest does not say of it is null, and fits whatever came.
     *
     * @param path as the manifest writes it
     * @param sha256 hexadecimal, in either case
     * @param received the file; null when it did not arrive
     */
    public record AnnouncedFile(
            String path,
            @Nullable Long rows,
            @Nullable Long bytes,
            @Nullable String sha256,
            @Nullable ReceivedFile received) {}
}
