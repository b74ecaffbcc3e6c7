package io.sluice.quality.report;

import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.report.page.GatePage;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What is written down about an audit. */
public final class Reports {
    private Reports() {}

    /**
     * The result in Great Expectations' shape (1.17), fields in a fixed order, one line. The same result gives the same text.
     * What Great Expectations has no field for is in {@code meta.sluice}, of the whole and of each rule.
     */
    public static String json(AuditResult result, ReportContext context) {
        return CanonicalJson.of(ResultTree.full(result, context));
    }

    /**
     * SHA-256, lower-case hexadecimal, over the gate's fingerprint, the snapshot and how every rule did. Neither times nor
     * the attempt enter, nor samples, and fractions enter with ten digits, because the order in which Spark reads and adds is
     * not fixed.
     */
    public static String hash(AuditResult result, String gateFingerprint) {
        String text = CanonicalJson.of(ResultTree.hashed(result, gateFingerprint));
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** One self-contained page of less than 4 MiB: no script, no external asset, everything escaped. */
    public static String html(AuditResult result, ReportContext context) {
        return GatePage.of(result, context, hash(result, context.head().fingerprint()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java has SHA-256", missing);
        }
    }
}
