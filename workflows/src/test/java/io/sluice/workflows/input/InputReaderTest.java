package io.sluice.workflows.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import io.sluice.workflows.Sluice;
import io.sluice.workflows.decision.Remediate;
import io.sluice.workflows.ingest.BatchIngestionInput;
import io.sluice.workflows.ingest.Reopen;
import io.sluice.workflows.online.OnlineMaterializationInput;
import io.sluice.workflows.view.ViewUpdateInput;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.RawValue;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class InputReaderTest {
    /** Every kind of component that an input may have. */
    record Everything(int count, long bytes, double share, Boolean really, List<String> names, List<Reopen> parts) {}

    @Test
    void readsWhatMayBeLeftOutAsNull() {
        assertThat(ingestion("{\"source\": \" online_retail \"}"))
                .isEqualTo(new BatchIngestionInput("online_retail", null, null, null, null, null, null));
        assertThat(ingestion("{\"source\": \"s\", \"partition\": null}").partition())
                .isNull();
    }

    @Test
    void readsRecordsInRecords() {
        assertThat(ingestion("{\"source\":\"s\",\"reopen\":{\"snapshotId\":\"7\",\"by\":\"ana\",\"reason\":\"r\"}}")
                        .reopen())
                .isEqualTo(new Reopen("7", "ana", "r", null));
    }

    @Test
    void readsEveryKindOfValue() {
        String json = "{\"count\":1,\"bytes\":5000000000,\"share\":1,\"really\":true,\"names\":[\"a\",\"b\"],\"parts\":"
                + "[{\"snapshotId\":\"7\",\"by\":\"ana\",\"reason\":\"r\"}]}";
        assertThat(InputReader.read("x", Everything.class, Sluice.json(json), null))
                .isEqualTo(new Everything(
                        1, 5_000_000_000L, 1.0, true, List.of("a", "b"), List.of(new Reopen("7", "ana", "r", null))));
    }

    @Test
    void readsWhatATypedCallerSends() {
        BatchIngestionInput typed =
                new BatchIngestionInput("s", "p", null, "ana", null, new Reopen("7", "a", "r", null), null);
        Payload payload =
                DefaultDataConverter.STANDARD_INSTANCE.toPayload(typed).orElseThrow();
        assertThat(InputReader.read("BatchIngestion", BatchIngestionInput.class, new RawValue(payload), null))
                .isEqualTo(typed);
    }

    @Test
    void namesTheNearestFieldAndAnExample() {
        refused("{\"sorce\": \"online_retail\"}")
                .hasMessage(
                        "Invalid input of BatchIngestion: unknown field sorce with value \"online_retail\"; did you mean"
                                + " source?; the fields are source, partition (optional), path (optional), requestedBy (optional),"
                                + " reason (optional), reopen (optional), correction (optional). A valid input of BatchIngestion is"
                                + " {\"source\":\"online_retail\",\"partition\":\"2010-12-01\"}");
    }

    @Test
    void putsNoFullStopBehindAQuestion() {
        assertThatThrownBy(() -> InputReader.read(
                        "remediate", Remediate.class, Sluice.json("{\"by\":\"ana\",\"strategy\":\"REINGST\"}"), null))
                .hasMessageContaining("not \"REINGST\"; did you mean REINGEST? A valid input of remediate is {");
    }

    @Test
    void namesThePathOfAField() {
        refused("{\"source\":\"s\",\"reopen\":{\"snapshotId\":7,\"by\":\"a\",\"reason\":\"r\"}}")
                .hasMessageContaining("field reopen.snapshotId must be a string, so write it in quotes: \"7\"");
        refused("{\"source\":\"s\",\"reopen\":{\"snapshot\":\"7\",\"by\":\"a\",\"reason\":\"r\"}}")
                .hasMessageContaining("unknown field reopen.snapshot with value \"7\"; did you mean snapshotId?");
        refused("{\"source\":\"s\",\"reopen\":[]}")
                .hasMessageContaining("field reopen must be an object, but it is an array");
        assertThatThrownBy(() -> InputReader.read(
                        "x",
                        Everything.class,
                        Sluice.json(
                                "{\"count\":1,\"bytes\":1,\"share\":1,\"really\":true,\"names\":[\"a\",1],\"parts\":[]}"),
                        null))
                .hasMessageContaining("field names[1] must be a string");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}|field source is missing",
                "{\"source\": null}|field source is missing",
                "{\"source\": \"\"}|field source is empty",
                "{\"source\": true}|field source must be a string, but it is true or false: true",
                "\"{}\"|but a string was given: \"{}\" (take away the quotes around the object)",
                "\"online_retail\"|but a string was given: \"online_retail\"",
                "[]|but an array was given: []",
                "null|but null was given",
                "7|but a number was given: 7",
                "{\"source\"|not JSON",
                "{\"source\":\"a\"} x|not JSON",
                "{\"source\":\"a\",\"source\":\"b\"}|not JSON",
                "source=a|not JSON"
            })
    void refusesWhatIsNoValidObject(String json, String why) {
        refused(json).hasMessageContaining(why).hasMessageContaining("A valid input of BatchIngestion is {");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1.5|field count must be a whole number, but it is a number: 1.5",
                "3000000000|field count must be a whole number",
                "\"1\"|field count must be a whole number, but it is a string: \"1\""
            })
    void bendsNoNumbers(String count, String why) {
        String json =
                "{\"count\":%s,\"bytes\":1,\"share\":1,\"really\":true,\"names\":[],\"parts\":[]}".formatted(count);
        assertThatThrownBy(() -> InputReader.read("x", Everything.class, Sluice.json(json), null))
                .hasMessageContaining(why);
    }

    @Test
    void refusesNothingAndTwoArguments() {
        assertThatThrownBy(() -> InputReader.read("BatchIngestion", BatchIngestionInput.class, null, null))
                .hasMessageContaining("but nothing was given");
        assertThatThrownBy(() -> InputReader.read(
                        "BatchIngestion", BatchIngestionInput.class, Sluice.json("{}"), Sluice.json("{}")))
                .hasMessageContaining("but more than one argument was given");
    }

    @Test
    void refusesOtherEncodings() {
        Payload nothing = DefaultDataConverter.STANDARD_INSTANCE.toPayload(null).orElseThrow();
        assertThatThrownBy(() ->
                        InputReader.read("BatchIngestion", BatchIngestionInput.class, new RawValue(nothing), null))
                .hasMessageContaining("but null was given");
        Payload bytes =
                DefaultDataConverter.STANDARD_INSTANCE.toPayload(new byte[] {1}).orElseThrow();
        assertThatThrownBy(
                        () -> InputReader.read("BatchIngestion", BatchIngestionInput.class, new RawValue(bytes), null))
                .hasMessageContaining("its encoding is binary/plain");
    }

    @Test
    void boundsWhatIsRead() {
        refused("{\"source\":\"%s\"}".formatted("x".repeat(InputReader.MAX_BYTES)))
                .hasMessageContaining("at most 32768 bytes are read, but 32781 were given")
                .extracting(Throwable::getMessage)
                .asString()
                .hasSizeLessThan(400);
        refused("{\"source\":\"%s\"}".formatted("x".repeat(5000))).hasMessageContaining("has 5000 characters");
        refused("{\"%s\":1}".formatted("y".repeat(30_000)))
                .extracting(Throwable::getMessage)
                .asString()
                .hasSizeLessThan(600);
        refused("[".repeat(20_000)).hasMessageContaining("not JSON");
    }

    @Test
    void namesTheChoices() {
        assertThatThrownBy(() -> InputReader.read(
                        "OnlineMaterialization",
                        OnlineMaterializationInput.class,
                        Sluice.json("{\"view\":\"v\",\"mode\":\"INCREMENTEL\"}"),
                        null))
                .hasMessageContaining(
                        "field mode must be one of INCREMENTAL, FULL, REBUILD, VERIFY, not \"INCREMENTEL\";"
                                + " did you mean INCREMENTAL?");
    }

    @Test
    void passesOnWhatARecordRefuses() {
        assertThatThrownBy(() -> view("2010-12-1", "2010-12-02"))
                .hasMessageContaining("field from must be a day such as 2010-12-01, not \"2010-12-1\"");
        assertThatThrownBy(() -> view("2010-12-02", "2010-12-01"))
                .hasMessageContaining("field to must not be before from");
    }

    @Test
    void readsNoTextThatIsNotUtf8AsJson() {
        Payload broken = Sluice.json("{}").getPayload().toBuilder()
                .setData(ByteString.copyFrom(new byte[] {(byte) 0xff, (byte) 0xfe}))
                .build();
        assertThatThrownBy(
                        () -> InputReader.read("BatchIngestion", BatchIngestionInput.class, new RawValue(broken), null))
                .hasMessageContaining("not JSON");
    }

    private static BatchIngestionInput ingestion(String json) {
        return InputReader.read("BatchIngestion", BatchIngestionInput.class, Sluice.json(json), null);
    }

    private static ViewUpdateInput view(String from, String to) {
        String json = "{\"view\":\"v\",\"from\":\"%s\",\"to\":\"%s\"}".formatted(from, to);
        return InputReader.read("ViewUpdate", ViewUpdateInput.class, Sluice.json(json), null);
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refused(String json) {
        return assertThatThrownBy(() -> ingestion(json)).isInstanceOf(InvalidInputException.class);
    }
}
