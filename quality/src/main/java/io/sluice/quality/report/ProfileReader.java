package io.sluice.quality.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.sluice.quality.profile.ColumnProfile;
import io.sluice.quality.profile.TableProfile;
import io.sluice.quality.profile.TextProfile;
import io.sluice.quality.profile.ValueCount;
import java.util.ArrayList;
import java.util.List;

/** Reads the profile back out of what {@link Reports#json} wrote, so that the next audit can be compared with it. */
public final class ProfileReader {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ProfileReader() {}

    /** The profile in a result; none where the text is no such result, which is no reason for an audit to fail. */
    public static TableProfile read(String result) {
        try {
            JsonNode profile = JSON.readTree(result).path("meta").path("sluice").path("profile");
            List<ColumnProfile> columns = new ArrayList<>();
            profile.path("columns").forEach(column -> columns.add(column(column)));
            List<TextProfile> texts = new ArrayList<>();
            profile.path("texts").forEach(column -> texts.add(text(column)));
            return new TableProfile(profile.path("sampled").asBoolean(), columns, texts);
        } catch (JsonProcessingException unreadable) {
            return TableProfile.NONE;
        }
    }

    private static TextProfile text(JsonNode column) {
        List<ValueCount> top = new ArrayList<>();
        column.path("top")
                .forEach(each -> top.add(new ValueCount(
                        each.path("value").asText(), each.path("rows").asLong())));
        return new TextProfile(
                column.path("column").asText(),
                column.path("rows").asLong(),
                column.path("values").asLong(),
                column.path("distinct").asLong(),
                top);
    }

    private static ColumnProfile column(JsonNode column) {
        List<Double> edges = new ArrayList<>();
        column.path("edges").forEach(edge -> edges.add(edge.asDouble()));
        List<Long> counts = new ArrayList<>();
        column.path("counts").forEach(count -> counts.add(count.asLong()));
        return new ColumnProfile(
                column.path("column").asText(),
                column.path("rows").asLong(),
                column.path("values").asLong(),
                column.path("min").asDouble(),
                column.path("max").asDouble(),
                column.path("mean").asDouble(),
                edges,
                counts,
                column.path("below").asLong(),
                column.path("above").asLong());
    }
}
