package io.dockmedic.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Files made of a good one, each spoiled in one place: what a schema refuses of them the program is to refuse too. All are JSON. What is
 * in a mapping with keys of the writer's own choice is not spoiled.
 */
public final class Spoiled {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ObjectNode good;
    private final Set<String> open;

    private Spoiled(ObjectNode good, Set<String> open) {
        this.good = good;
        this.open = open;
    }

    /**
     * Of this file.
     *
     * @param open the keys of mappings of which the writer chooses the keys
     */
    public static Spoiled of(String good, Set<String> open) {
        try {
            return new Spoiled((ObjectNode) JSON.readTree(good), open);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("no JSON: " + good, e);
        }
    }

    /** Without one of its keys, or with an empty list in the place of its value. */
    public List<String> keys() {
        List<String> spoiled = new ArrayList<>();
        eachMapping((mapping, path) -> mapping.fieldNames().forEachRemaining(key -> {
            spoiled.add(with(path, copy -> copy.remove(key)));
            spoiled.add(with(path, copy -> copy.putArray(key)));
        }));
        return spoiled;
    }

    /** With one key more, in each of its mappings, that nobody knows. */
    public List<String> strangers() {
        List<String> spoiled = new ArrayList<>();
        eachMapping((mapping, path) -> spoiled.add(with(path, copy -> copy.put("unknown", "x"))));
        return spoiled;
    }

    private void eachMapping(BiConsumer<ObjectNode, String> found) {
        walk(good, "", found);
    }

    /** @param path as a JSON Pointer, to find it again in a copy */
    private void walk(JsonNode value, String path, BiConsumer<ObjectNode, String> found) {
        if (value instanceof ObjectNode mapping) {
            found.accept(mapping, path);
            mapping.properties()
                    .stream()
                    .filter(entry -> !open.contains(entry.getKey()))
                    .forEach(entry -> walk(entry.getValue(), path + "/" + escaped(entry.getKey()), found));
        } else if (value instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                walk(list.get(i), path + "/" + i, found);
            }
        }
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    private String with(String path, Consumer<ObjectNode> change) {
        ObjectNode copy = good.deepCopy();
        change.accept((ObjectNode) copy.at(path));
        return copy.toString();
    }
}
