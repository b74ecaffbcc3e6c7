package io.sluice.workers.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads what {@code temporal workflow show --follow} prints, as it comes. */
final class HistoryFollower {
    private HistoryFollower() {}

    static void await(ProcessBuilder builder, String... words) {
        StringBuilder seen = new StringBuilder();
        Process process = start(builder.redirectErrorStream(true));
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                seen.append(line).append('\n');
                if (Arrays.stream(words).allMatch(line::contains)) {
                    return;
                }
            }
            throw new AssertionError("The history ended without " + Arrays.toString(words) + ":\n" + seen);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(ProcessBuilder builder) {
        try {
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
