package io.sluice.definitions.online;

import io.sluice.definitions.changepoint.ChangePoint;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;

/**
 * The packed row of a slot: one format byte, the fingerprint of the schema (CRC-64-AVRO, 8 bytes), then Avro binary.
 *
 * <p>The schema follows from the features alone, so writers and readers that agree on the features agree on the bytes, and
 * those that do not find out before they return a wrong value. Immutable and thread-safe.
 */
public final class SlotCodec {
    private static final byte FORMAT = 1;
    private static final int HEADER_BYTES = 1 + Long.BYTES;

    private final List<SlotFeature> features;
    private final Schema schema;
    private final long fingerprint;

    public SlotCodec(List<SlotFeature> features) {
        this.features = List.copyOf(features);
        this.schema = schemaOf(features);
        this.fingerprint = SchemaNormalization.parsingFingerprint64(schema);
    }

    private static Schema schemaOf(List<SlotFeature> features) {
        SchemaBuilder.FieldAssembler<Schema> fields =
                SchemaBuilder.record("Slot").namespace("io.sluice.online").fields();
        for (SlotFeature feature : features) {
            Schema value = AvroValues.schema(feature.type(), feature.name());
            fields = fields.name(feature.name())
                    .type(AvroValues.nullable(value))
                    .noDefault()
                    .name(feature.name() + "__ts")
                    .type(AvroValues.nullable(AvroValues.TIMESTAMP))
                    .noDefault()
                    .name(feature.name() + "__until")
                    .type(AvroValues.nullable(AvroValues.TIMESTAMP))
                    .noDefault();
        }
        return fields.endRecord();
    }

    /** The features, in order. */
    public List<SlotFeature> features() {
        return features;
    }

    /** The Avro schema of what follows the header, as JSON: for readers in other languages. */
    public String schemaJson() {
        return schema.toString();
    }

    /** Packs a row. Equal rows give equal bytes. */
    public byte[] encode(SlotRow row) {
        if (row.values().length != features.size()) {
            throw new IllegalArgumentException(
                    "Invalid slot row: %d values for %d features".formatted(row.values().length, features.size()));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(HEADER_BYTES + 16 * features.size());
        bytes.writeBytes(ByteBuffer.allocate(HEADER_BYTES)
                .put(FORMAT)
                .putLong(fingerprint)
                .array());
        try {
            BinaryEncoder out = EncoderFactory.get().directBinaryEncoder(bytes, null);
            for (int i = 0; i < features.size(); i++) {
                AvroValues.write(row.values()[i], features.get(i).type(), out);
                AvroValues.write(unless(ChangePoint.NEVER, row.timestamps()[i]), AvroValues.TIMESTAMP_TYPE, out);
                AvroValues.write(unless(ChangePoint.NONE, row.validUntil()[i]), AvroValues.TIMESTAMP_TYPE, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static @Nullable Object unless(long absent, long instant) {
        return instant == absent ? null : (Object) instant;
    }

    /**
     * Unpacks a row.
     *
     * @throws SlotFormatException when the bytes are of a newer format, of other features, or damaged
     */
    public SlotRow decode(byte[] bytes) {
        checkHeader(bytes);
        int width = features.size();
        SlotRow row = new SlotRow(new Object[width], new long[width], new long[width]);
        ByteArrayInputStream body = new ByteArrayInputStream(bytes, HEADER_BYTES, bytes.length - HEADER_BYTES);
        try {
            BinaryDecoder in = DecoderFactory.get().directBinaryDecoder(body, null);
            for (int i = 0; i < width; i++) {
                row.values()[i] = AvroValues.read(features.get(i).type(), in);
                Object timestamp = AvroValues.read(AvroValues.TIMESTAMP_TYPE, in);
                row.timestamps()[i] = timestamp == null ? ChangePoint.NEVER : (Long) timestamp;
                Object until = AvroValues.read(AvroValues.TIMESTAMP_TYPE, in);
                row.validUntil()[i] = until == null ? ChangePoint.NONE : (Long) until;
            }
        } catch (IOException | RuntimeException e) {
            throw new SlotFormatException("Cannot read a slot: its bytes are damaged", e);
        }
        if (body.available() > 0) {
            throw new SlotFormatException("Cannot read a slot: its bytes are damaged (too many of them)", null);
        }
        return row;
    }

    private void checkHeader(byte[] bytes) {
        if (bytes.length < HEADER_BYTES) {
            throw new SlotFormatException("Cannot read a slot: its bytes are damaged (too few of them)", null);
        }
        if (bytes[0] != FORMAT) {
            throw new SlotFormatException(
                    "Cannot read a slot of format " + (bytes[0] & 0xff) + ": this version of Sluice reads format "
                            + FORMAT + ", so upgrade the reader",
                    null);
        }
        if (ByteBuffer.wrap(bytes).getLong(1) != fingerprint) {
            throw new SlotFormatException(
                    "Cannot read a slot: it was written for other features than "
                            + features.stream().map(SlotFeature::name).toList()
                            + ", so read the generation's pointer again",
                    null);
        }
    }
}
