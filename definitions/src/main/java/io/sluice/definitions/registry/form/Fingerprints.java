package io.sluice.definitions.registry.form;

import io.sluice.definitions.model.Project;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/** The fingerprint of a definition: two definitions with the same one give the same values. Source: contract §7. */
public final class Fingerprints {
    private Fingerprints() {}

    /**
     * SHA-256 of the canonical JSON of kind, name and {@link CanonicalForms#of}, lower-case hexadecimal. The project must
     * be valid: derived features without cycles.
     *
     * @throws java.util.NoSuchElementException when the project does not declare the definition
     */
    public static String of(Project project, String kind, String name) {
        return of(kind, name, CanonicalForms.form(project, kind, name));
    }

    /** The fingerprint of a definition whose form is at hand. */
    public static String of(String kind, String name, DefinitionForm form) {
        Map<String, String> fields = CanonicalForms.canonical(form.meaning());
        Map<String, Object> whole = new LinkedHashMap<>();
        whole.put("kind", kind);
        whole.put("name", name);
        whole.put("fields", fields);
        return sha256(CanonicalText.of(whole));
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("Every Java platform has SHA-256", missing);
        }
    }
}
