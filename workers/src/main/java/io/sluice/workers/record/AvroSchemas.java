package io.sluice.workers.record;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * The schemas that records may be written with, by fingerprint: CRC-64-AVRO of the parsing canonical form, as the Avro
 * specification defines it.
 */
public final class AvroSchemas {
    /** The header that names a record's schema: 8 bytes, most significant first, or 16 hexadecimal digits. */
    public static final String HEADER = "schema-fingerprint";

    private static final int HEX_DIGITS = 16;

    private final Map<Long, Schema> byFingerprint = new TreeMap<>();

    /**
     * The schemas in their JSON form.
     *
     * @throws org.apache.avro.SchemaParseException for a text that is none
     */
    public AvroSchemas(Collection<String> schemas) {
        for (String text : schemas) {
            Schema schema = new Schema.Parser().parse(text);
            byFingerprint.put(SchemaNormalization.parsingFingerprint64(schema), schema);
        }
    }

    /** The header's value for a schema. */
    public static byte[] fingerprint(Schema schema) {
        return ByteBuffer.allocate(Long.BYTES)
                .putLong(SchemaNormalization.parsingFingerprint64(schema))
                .array();
    }

    Optional<Schema> find(@Nullable Header header) {
        Long fingerprint = header == null ? null : parse(header.value());
        return fingerprint == null ? Optional.empty() : Optional.ofNullable(byFingerprint.get(fingerprint));
    }

    private static @Nullable Long parse(byte @Nullable [] value) {
        if (value == null) {
            return null;
        }
        if (value.length == Long.BYTES) {
            return ByteBuffer.wrap(value).getLong();
        }
        try {
            String text = new String(value, StandardCharsets.US_ASCII);
            return text.length() == HEX_DIGITS ? HexFormat.fromHexDigitsToLong(text) : null;
        } catch (NumberFormatException noHex) {
            return null;
        }
    }
}
