package io.sluice.quality.report;

import io.sluice.quality.audit.AuditResult;
import io.sluice.quality.difference.Difference;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** What is written down about an audit. */
public final class Reports {
    private Reports() {}

    /** The result in Great Expectations' shape, fields in a fixed order, one line. The same result gives the same text. */
    public static String json(AuditResult result) {
        return CanonicalJson.of(ResultTree.full(result));
    }

    /**
     * SHA-256, lower-case hexadecimal, over the gate's fingerprint, the snapshot and how every rule did. Neither times nor
     * the attempt enter, and fractions enter with ten digits, because the order in which Spark adds is not fixed.
     */
    public static String hash(AuditResult result, String gateFingerprint) {
        String text = CanonicalJson.of(ResultTree.hashed(result, gateFingerprint));
        return HexFormat.of().formatHex(sha256().digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** One self-contained page: no script, no external asset, everything escaped. */
    public static String html(AuditResult result, ReportHead head) {
        return new HtmlPage(result, head, hash(result, head.fingerprint())).text();
    }

    /** The same with what would change; it is not part of the hash, because it depends on what is published by then. */
    public static String html(AuditResult result, ReportHead head, @Nullable Difference difference) {
        String page = html(result, head);
        return difference == null ? page : page.replace("</body>", DifferenceSection.html(difference) + "</body>");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java has SHA-256", missing);
        }
    }
}
