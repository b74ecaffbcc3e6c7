package io.sluice.quality.delivery;

import io.sluice.quality.form.Arguments;
import io.sluice.quality.form.CompiledExpectation;
import io.sluice.quality.form.ExpectationType;
import io.sluice.quality.form.Judgement;
import io.sluice.quality.form.NotEvaluatedException;
import io.sluice.quality.form.Parameter;
import io.sluice.quality.form.Phrases;
import io.sluice.quality.known.ReceivedFile;
import io.sluice.quality.known.SupplierManifest;
import io.sluice.quality.known.SupplierManifest.AnnouncedFile;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The expectation that the files of a delivery are those that its manifest announces, with the announced rows, bytes and
 * hashes. The observed value is how many files differ, those that are missing or were not announced included.
 */
public final class ManifestMatch implements ExpectationType {
    private static final String EXPECTED = "the files are those that the manifest announces";

    /** Files that are named. */
    private static final int SHOWN = 5;

    @Override
    public String type() {
        return "expect_table_files_to_match_manifest";
    }

    @Override
    public List<Parameter> parameters() {
        return List.of();
    }

    @Override
    public boolean readsRows() {
        return false;
    }

    @Override
    public CompiledExpectation compile(Arguments arguments) {
        if (arguments.surroundings().isStreamed()) {
            return CompiledExpectation.answered(Judgement.leftOut(FileCheck.STREAMED), EXPECTED);
        }
        SupplierManifest manifest = arguments
                .surroundings()
                .manifest()
                .orElseThrow(() -> new NotEvaluatedException("no manifest came with the rows"));
        return CompiledExpectation.answered(judge(manifest), EXPECTED);
    }

    private static Judgement judge(SupplierManifest manifest) {
        List<String> wrong = new ArrayList<>();
        for (AnnouncedFile file : manifest.announced()) {
            @Nullable String difference = difference(file, file.received());
            if (difference != null) {
                wrong.add("\"" + file.path() + "\" " + difference);
            }
        }
        manifest.unannounced().forEach(path -> wrong.add("\"" + path + "\" was not announced"));
        return Judgement.of(wrong.isEmpty(), (long) wrong.size(), phrase(wrong, manifest));
    }

    private static String phrase(List<String> wrong, SupplierManifest manifest) {
        if (wrong.isEmpty()) {
            int files = manifest.announced().size();
            return Phrases.whole(files) + (files == 1 ? " file is" : " files are") + " as announced";
        }
        String shown = String.join("; ", wrong.subList(0, Math.min(SHOWN, wrong.size())));
        return wrong.size() > SHOWN ? shown + "; and " + Phrases.whole(wrong.size() - SHOWN) + " more" : shown;
    }

    private static @Nullable String difference(AnnouncedFile announced, @Nullable ReceivedFile received) {
        if (received == null) {
            return "did not arrive";
        }
        if (announced.rows() != null && announced.rows() != received.rows()) {
            return numbers("rows", received.rows(), announced.rows());
        }
        if (announced.bytes() != null && announced.bytes() != received.bytes()) {
            return numbers("bytes", received.bytes(), announced.bytes());
        }
        boolean same = announced.sha256() == null || announced.sha256().equalsIgnoreCase(received.sha256());
        return same ? null : "has another SHA-256 than was announced";
    }

    private static String numbers(String what, long received, long announced) {
        return "has " + Phrases.whole(received) + " " + what + ", announced were " + Phrases.whole(announced);
    }
}
