package io.dockmedic.rules.remedy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Optional;

/** A list as one text, for parameters are text: a JSON array, so that no element is taken apart at what stands in it. */
public final class ListText {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ListText() {}

    /** The text of a list. */
    public static String of(List<String> elements) {
        try {
            return JSON.writeValueAsString(elements);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written", e);
        }
    }

    /** The list that a text is of; empty when it is of none. */
    public static Optional<List<String>> read(String text) {
        if (!text.startsWith("[")) {
            return Optional.empty();
        }
        try {
            return Optional.of(List.copyOf(JSON.readValue(text, new TypeReference<List<String>>() {
            })));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
