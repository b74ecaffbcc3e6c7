package io.sluice.activities.notify;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.sluice.workflows.notice.Notice;

/** A notice as files and webhooks get it: the fields of {@link Notice} and {@code text}, its sentence. */
final class NoticeJson {
    private static final ObjectMapper JSON = new ObjectMapper();

    private NoticeJson() {}

    /** One line. */
    static String of(Notice notice) {
        ObjectNode object = JSON.valueToTree(notice);
        object.put("text", notice.sentence());
        try {
            return JSON.writeValueAsString(object);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree", e);
        }
    }

    /** The key of a line, empty when it is none. */
    static String key(String line) {
        try {
            return JSON.readTree(line).path("key").asText();
        } catch (JsonProcessingException halfWritten) {
            return "";
        }
    }
}
