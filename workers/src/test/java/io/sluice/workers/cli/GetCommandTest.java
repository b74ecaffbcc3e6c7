package io.sluice.workers.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.activities.lake.Lake;
import io.sluice.activities.lake.LakeConfig;
import io.sluice.activities.online.OnlineStore;
import io.sluice.activities.online.RedisConfig;
import io.sluice.activities.online.RedisOnlineStore;
import io.sluice.activities.online.testing.InMemoryOnlineStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class GetCommandTest {
    private static final Instant COMPUTED = Instant.parse("2026-06-28T12:00:08Z");

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Lake lake;
    private TestingAccess access;

    @BeforeEach
    void open() {
        lake = Lake.open(LakeConfig.embedded(folder));
        access = TestingAccess.of(new InMemoryOnlineStore(Clock.fixed(COMPUTED, ZoneOffset.UTC)), lake);
    }

    @AfterEach
    void close() {
        lake.close();
    }

    @Test
    void printsTheRecordsOfTheContract() throws Exception {
        access.put("user_123", 42, "/home");
        assertThat(get("--view", "activity", "--entity", "user_123", "--at", "2026-06-28T12:30:00Z", "--json"))
                .isEqualTo(ExitCodes.OK);
        JsonNode expected = new ObjectMapper().readTree("""
                [{"entity_id": "user_123", "feature_name": "clicks_2d", "feature_value": 42,
                  "event_time": "2026-06-28T11:00:00Z", "computed_at": "2026-06-28T12:00:08Z",
                  "definition_version": "v3", "ttl_seconds": 172800, "status": "PRESENT", "final": true,
                  "release": "activity@v3-000017"},
                 {"entity_id": "user_123", "feature_name": "last_page", "feature_value": "/home",
                  "event_time": "2026-06-28T10:04:00.001Z", "computed_at": "2026-06-28T12:00:08Z",
                  "definition_version": "v1", "ttl_seconds": null, "status": "PRESENT", "final": true,
                  "release": "activity@v3-000017"},
                 {"entity_id": "user_123", "feature_name": "busy", "feature_value": true,
                  "event_time": "2026-06-28T11:00:00Z", "computed_at": "2026-06-28T12:00:08Z",
                  "definition_version": "v2", "ttl_seconds": null, "status": "PRESENT", "final": true,
                  "release": "activity@v3-000017"}]
                """);
        assertThat(new ObjectMapper().readTree(out.toString())).isEqualTo(expected);
    }

    @Test
    void judgesTheStatusAtTheInstantAsked() {
        access.put("user_123", 42, "/home");
        get("--view", "activity", "--entity", "user_123", "--feature", "clicks_2d", "--at", "2026-06-28T13:00:00Z");
        assertThat(out.toString())
                .contains("activity user_123, release activity@v3-000017, generation 2")
                .contains("values as of 2026-06-28T12:00:00Z, status at 2026-06-28T13:00:00Z")
                .containsPattern("clicks_2d +42 +PRESENT +no ")
                .doesNotContain("last_page");
        out.getBuffer().setLength(0);
        assertThat(get(
                        "--view",
                        "activity",
                        "--entity",
                        "user_123",
                        "--feature",
                        "busy,clicks_2d",
                        "--at",
                        "2026-06-29"))
                .isEqualTo(ExitCodes.OK);
        assertThat(out.toString()).containsPattern("busy +true +STALE").containsPattern("clicks_2d +42 +STALE");
    }

    @Test
    void comparesWithTheTrustedRows() {
        access.put("user_123", 1, "/home");
        assertThat(get("--view", "activity", "--entity", "user_123", "--recompute"))
                .isEqualTo(ExitCodes.OK);
        assertThat(out.toString())
                .containsPattern("clicks_2d +1 .* v3 +1 +yes")
                .containsPattern("last_page +/home .* /home +yes")
                .containsPattern("busy +false .* false +yes");
    }

    @Test
    void saysWhichValueDiffersFromTheLake() throws Exception {
        access.put("user_123", 2, "/home");
        assertThat(get("--view", "activity", "--entity", "user_123", "--recompute", "--json"))
                .isEqualTo(ExitCodes.NO);
        JsonNode records = new ObjectMapper().readTree(out.toString());
        assertThat(records.findValuesAsText("equal")).containsExactly("false", "true", "false");
        assertThat(records.get(0).get("lake_value").asLong()).isEqualTo(1);
    }

    @Test
    void showsWhatStandsForNoValueOfAnUnknownEntity() {
        assertThat(get("--view", "activity", "--entity", "nobody")).isEqualTo(ExitCodes.NO);
        assertThat(out.toString())
                .containsPattern("clicks_2d +0 +MISSING +no +- +- +- ")
                .containsPattern("last_page +null +MISSING");
        assertThat(err.toString()).contains("View activity has no online values of this entity");
    }

    @Test
    void explainsWrongUsage() {
        assertThat(get("--view", "activty", "--entity", "x")).isEqualTo(ExitCodes.NO);
        assertThat(get("--view", "activity", "--entity", "x", "--feature", "click_2d"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(get("--view", "activity", "--entity", "x", "--at", "yesterday"))
                .isEqualTo(ExitCodes.USAGE);
        assertThat(get("--view", "activity", "--entity", "{\"user\": 1}")).isEqualTo(ExitCodes.USAGE);
        assertThat(get("--view", "activity", "--entity", "{user")).isEqualTo(ExitCodes.USAGE);
        assertThat(get("--view", "activity")).isEqualTo(ExitCodes.USAGE);
        assertThat(err.toString())
                .contains("Nothing of view activty is in the online store")
                .contains("\"mode\": \"FULL\"}; did you mean activity?")
                .contains("has no feature click_2d; did you mean clicks_2d?")
                .contains("Invalid --at: expected an instant in UTC such as 2010-12-08T12:00:00Z, not yesterday")
                .contains("expected exactly user_id")
                .contains("not a JSON object");
    }

    @Test
    void readsKeysThatAreWrittenAsAnObject() {
        access.put("user_123", 1, "/home");
        assertThat(get("--view", "activity", "--entity", "{\"user_id\": \"user_123\"}"))
                .isEqualTo(ExitCodes.OK);
    }

    @Test
    void namesAnAddressThatDoesNotAnswer() {
        RedisConfig nobody = RedisConfig.at("redis://127.0.0.1:1").withTimeout(Duration.ofMillis(300));
        try (OnlineStore store = new RedisOnlineStore(nobody)) {
            access = new TestingAccess(store, lake, access.release());
            assertThat(get("--view", "activity", "--entity", "x")).isEqualTo(ExitCodes.UNREACHABLE);
            assertThat(err.toString()).contains("Redis at redis://127.0.0.1:1 is not available");
        }
    }

    private int get(String... arguments) {
        return new CommandLine(new GetCommand(config -> access))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
