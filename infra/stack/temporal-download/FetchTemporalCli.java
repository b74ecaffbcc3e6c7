import io.temporal.testing.TemporalDevServerOptions;
import io.temporal.testing.internal.devserver.TemporalDevServerDownloader;

/** Downloads the Temporal CLI with the SDK's own downloader: {@code java FetchTemporalCli.java <version> <folder>}. */
final class FetchTemporalCli {
    private FetchTemporalCli() {}

    public static void main(String[] args) {
        TemporalDevServerOptions options = TemporalDevServerOptions.newBuilder()
                .setDownloadVersion(args[0])
                .setDownloadDestination(args[1])
                .build();
        System.out.println(TemporalDevServerDownloader.prepare(options));
    }
}
