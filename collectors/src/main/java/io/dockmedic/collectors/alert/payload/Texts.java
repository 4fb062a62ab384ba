package io.dockmedic.collectors.alert.payload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.TreeMap;

/** Reads an alert's labels and annotations, within bounds: a fault told in part is better than one not told. */
final class Texts {
    private static final int MOST = 64;
    static final int LONGEST_NAME = 128;

    private Texts() {}

    /**
     * The texts of an object, at most 64 of them.
     *
     * @param where   in the payload, for the message when it is no object of texts
     * @param longest of a text; what is longer is cut
     */
    static Map<String, String> read(JsonNode node, String where, int longest) throws BadPayloadException {
        if (!node.isObject()) {
            throw new BadPayloadException(where, "is no object", "write {\"alertname\": \"HighMemory\", …}");
        }
        Map<String, String> texts = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : node.properties()) {
            if (!entry.getValue().isTextual()) {
                throw new BadPayloadException(where + "." + cut(entry.getKey(), LONGEST_NAME), "is no text",
                        "put it in quotes");
            }
            if (texts.size() < MOST && entry.getKey().length() <= LONGEST_NAME) {
                texts.put(entry.getKey(), cut(entry.getValue().asText(), longest));
            }
        }
        return texts;
    }

    /** The beginning of it, of whole characters. */
    static String cut(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(longest - 1)) ? longest - 1 : longest;
        return text.substring(0, end);
    }
}
