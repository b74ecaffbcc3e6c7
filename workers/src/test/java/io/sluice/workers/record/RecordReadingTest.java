package io.sluice.workers.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.sluice.activities.expression.CatalystExpressionCompiler;
import io.sluice.definitions.accept.Stamped;
import io.sluice.definitions.model.Column;
import io.sluice.definitions.model.DataType;
import io.sluice.definitions.model.Source;
import io.sluice.definitions.model.gate.Expectation;
import io.sluice.workers.broker.StreamSources;
import io.sluice.workers.record.UnreadableRecordException.Reason;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;

final class RecordReadingTest {
    private static final CatalystExpressionCompiler COMPILER = new CatalystExpressionCompiler();
    private static final Source CLICKS = StreamSources.clicks("clicks", "raw");
    private static final long AT = Instant.parse("2026-06-28T10:05:00.123Z").toEpochMilli();

    private final JsonRecordReader json = new JsonRecordReader(CLICKS.schema(), COMPILER);

    @Test
    void readsAnObjectUnderTheDeclaredTypes() throws Exception {
        ReadRow row = json("""
                {"click_id": 7, "USER_ID": "ann", "event_time": "2026-06-28T10:05:00.123456Z", "event_type": null,
                 "amount": 12.5, "is_bot": "false", "undeclared": [1]}""");

        assertThat(row.values()).containsExactly("7", "ann", AT, null, new BigDecimal("12.50"), false);
        assertThat(row.unfit()).isEmpty();
    }

    @Test
    void aValueOfAnotherTypeIsNullAndNamed() throws Exception {
        ReadRow row = json("""
                {"click_id": "a", "event_time": 1782641100123, "amount": 1.005, "is_bot": "maybe"}""");

        assertThat(row.values()).containsExactly("a", null, null, null, null, null);
        assertThat(row.unfit()).containsExactly("event_time", "amount", "is_bot");
    }

    @Test
    void nestedValuesAreReadWholeOrNotAtAll() throws Exception {
        List<Column> schema = List.of(
                new Column("tags", DataType.parse("array<string>")),
                new Column("place", DataType.parse("struct<x: int, y: double>")),
                new Column("embedding", DataType.vector(2)));
        JsonRecordReader reader = new JsonRecordReader(schema, COMPILER);

        assertThat(reader.read(bytes("""
                        {"tags": ["a", null], "place": {"x": 1}, "embedding": [0.5, 2]}"""), new RecordHeaders()).values())
                .containsExactly(Arrays.asList("a", null), Arrays.asList(1, null), List.of(0.5, 2.0));
        assertThat(reader.read(bytes("""
                        {"tags": "a", "place": {"x": "one"}, "embedding": [0.5]}"""), new RecordHeaders()).unfit()).containsExactly("tags", "place", "embedding");
    }

    @Test
    void bytesThatAreNoObjectAreUnreadable() {
        assertThat(reason(null)).isEqualTo(Reason.EMPTY);
        assertThat(reason(new byte[0])).isEqualTo(Reason.EMPTY);
        assertThat(reason(new byte[] {(byte) 0xff, 0, 7})).isEqualTo(Reason.MALFORMED);
        assertThat(reason(bytes("[1]"))).isEqualTo(Reason.MALFORMED);
        assertThat(reason(bytes("{\"a\": 1, \"a\": 2}"))).isEqualTo(Reason.MALFORMED);
        assertThat(reason(bytes("{} {}"))).isEqualTo(Reason.MALFORMED);
    }

    @Test
    void typingFindsWhatIdentifiesARowAndWhatIsWrongWithIt() throws Exception {
        Expectation clicksOnly = new Expectation(
                "clicks_only",
                "expect_column_values_to_be_in_set",
                Map.of("column", "event_type", "value_set", List.of("click")),
                Expectation.Severity.ERROR,
                Expectation.RowAction.QUARANTINE);
        RecordTyping typing =
                new RecordTyping(CLICKS, new RowRulesCheck(List.of(clicksOnly), CLICKS.schema(), COMPILER));

        TypedRecord good = typing.typed(json("""
                {"click_id": "c1", "user_id": "ann", "event_time": "2026-06-28T10:05:00.123Z", "event_type": "click"}"""), 0, 1);
        TypedRecord bad = typing.typed(json("""
                {"click_id": "c2", "amount": "much", "event_type": "view"}"""), 0, 2);

        assertThat(good.eventTime()).isEqualTo(AT);
        assertThat(good.eventId()).isEqualTo("c1");
        assertThat(good.violations()).isEmpty();
        assertThat(bad.eventTime()).isNull();
        assertThat(bad.key()).startsWith("~");
        assertThat(bad.violations())
                .containsExactly(RecordTyping.COLUMN_TYPE, Stamped.EVENT_TIME_MISSING, clicksOnly.id());
    }

    @Test
    void avroIsReadByTheSchemaItsHeaderNames() throws Exception {
        Schema newer = clickSchema("click_id", "amount");
        Schema older = clickSchema("click_id");
        AvroRecordReader avro = new AvroRecordReader(
                CLICKS.schema(), new AvroSchemas(List.of(newer.toString(), older.toString())), COMPILER);

        assertThat(avro.read(click(newer), header(AvroSchemas.fingerprint(newer)))
                        .values())
                .containsExactly("c1", null, AT, null, new BigDecimal("3.25"), null);
        assertThat(avro.read(click(older), header(hex(AvroSchemas.fingerprint(older))))
                        .values())
                .containsExactly("c1", null, AT, null, null, null);
    }

    @Test
    void avroWithoutAKnownSchemaIsUnreadable() throws Exception {
        Schema schema = clickSchema("click_id");
        AvroRecordReader avro =
                new AvroRecordReader(CLICKS.schema(), new AvroSchemas(List.of(schema.toString())), COMPILER);
        byte[] whole = click(schema);

        assertThat(reason(avro, whole, new RecordHeaders())).isEqualTo(Reason.SCHEMA_MISSING);
        assertThat(reason(avro, whole, header(new byte[8]))).isEqualTo(Reason.SCHEMA_UNKNOWN);
        assertThat(reason(avro, Arrays.copyOf(whole, 3), header(AvroSchemas.fingerprint(schema))))
                .isEqualTo(Reason.MALFORMED);
        assertThat(reason(avro, Arrays.copyOf(whole, whole.length + 1), header(AvroSchemas.fingerprint(schema))))
                .isEqualTo(Reason.MALFORMED);
    }

    private ReadRow json(String text) throws UnreadableRecordException {
        return json.read(bytes(text), new RecordHeaders());
    }

    private Reason reason(byte[] value) {
        return reason(json, value, new RecordHeaders());
    }

    private static Reason reason(RecordReader reader, byte[] value, Headers headers) {
        return catchThrowableOfType(UnreadableRecordException.class, () -> reader.read(value, headers))
                .reason();
    }

    private static Headers header(byte[] fingerprint) {
        return new RecordHeaders().add(AvroSchemas.HEADER, fingerprint);
    }

    private static byte[] hex(byte[] fingerprint) {
        return bytes("%016x".formatted(ByteBuffer.wrap(fingerprint).getLong()));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static Schema clickSchema(String... columns) {
        Schema money = LogicalTypes.decimal(10, 2).addToSchema(Schema.create(Schema.Type.BYTES));
        Schema micros = LogicalTypes.timestampMicros().addToSchema(Schema.create(Schema.Type.LONG));
        SchemaBuilder.FieldAssembler<Schema> fields = SchemaBuilder.record("Click")
                .fields()
                .name("event_time")
                .type(micros)
                .noDefault();
        for (String column : columns) {
            Schema type = column.equals("amount") ? money : Schema.create(Schema.Type.STRING);
            fields = fields.name(column)
                    .type(Schema.createUnion(Schema.create(Schema.Type.NULL), type))
                    .noDefault();
        }
        return fields.endRecord();
    }

    private static byte[] click(Schema schema) throws Exception {
        GenericRecord record = new GenericData.Record(schema);
        record.put("event_time", AT * 1000 + 456);
        record.put("click_id", "c1");
        if (schema.getField("amount") != null) {
            record.put(
                    "amount",
                    ByteBuffer.wrap(new BigDecimal("3.25").unscaledValue().toByteArray()));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        new GenericDatumWriter<GenericRecord>(schema).write(record, encoder);
        encoder.flush();
        return out.toByteArray();
    }
}
