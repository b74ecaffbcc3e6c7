package io.sluice.workers.record;

import io.sluice.definitions.expression.ExpressionCompiler;
import io.sluice.definitions.model.Column;
import io.sluice.workers.record.UnreadableRecordException.Reason;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/**
 * One Avro record (binary, without a container) a record, its schema named by a header. Columns are found by name, so a schema
 * may gain and lose fields while the stream runs.
 */
public final class AvroRecordReader implements RecordReader {
    private final List<Column> schema;
    private final AvroSchemas schemas;
    private final List<AvroValue> values = new ArrayList<>();
    private final Map<Schema, GenericDatumReader<GenericRecord>> readers = new HashMap<>();
    private @Nullable BinaryDecoder decoder;

    public AvroRecordReader(List<Column> schema, AvroSchemas schemas, ExpressionCompiler compiler) {
        this.schema = List.copyOf(schema);
        this.schemas = schemas;
        schema.forEach(column -> values.add(new AvroValue(column.type(), compiler)));
    }

    @Override
    public ReadRow read(byte @Nullable [] value, Headers headers) throws UnreadableRecordException {
        if (value == null || value.length == 0) {
            throw new UnreadableRecordException(Reason.EMPTY, "the record has no value");
        }
        GenericRecord record = decode(value, writer(headers.lastHeader(AvroSchemas.HEADER)));
        @Nullable Object[] row = new Object[schema.size()];
        List<String> unfit = new ArrayList<>();
        for (int i = 0; i < row.length; i++) {
            Schema.Field field = record.getSchema().getField(schema.get(i).name());
            Object received = field == null ? null : record.get(field.pos());
            if (field != null && received != null) {
                row[i] = values.get(i).read(received, field.schema());
                if (row[i] == null) {
                    unfit.add(schema.get(i).name());
                }
            }
        }
        return new ReadRow(row, unfit);
    }

    private Schema writer(@Nullable Header header) throws UnreadableRecordException {
        if (header == null) {
            throw new UnreadableRecordException(
                    Reason.SCHEMA_MISSING, "the record has no header " + AvroSchemas.HEADER);
        }
        return schemas.find(header)
                .orElseThrow(() -> new UnreadableRecordException(
                        Reason.SCHEMA_UNKNOWN, "no schema of the source has this fingerprint"));
    }

    private GenericRecord decode(byte[] value, Schema writer) throws UnreadableRecordException {
        try {
            decoder = DecoderFactory.get().binaryDecoder(value, decoder);
            GenericRecord record =
                    readers.computeIfAbsent(writer, GenericDatumReader::new).read(null, decoder);
            if (decoder.isEnd()) {
                return record;
            }
        } catch (IOException | RuntimeException broken) { // Avro throws what the bytes happen to lead to
            throw new UnreadableRecordException(Reason.MALFORMED, "the value is not Avro of the schema it names");
        }
        throw new UnreadableRecordException(Reason.MALFORMED, "the value goes on after its record");
    }
}
