package io.dockmedic.collectors.engine.stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Reads one line of the stream. Only {@code Type}, {@code Action}, {@code Actor} and {@code timeNano} are used: the
 * other names of the same things are gone since API 1.52.
 */
final class EventDecoder {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final long NANOS = 1_000_000_000L;

    private EventDecoder() {}

    /**
     * @return not dated yet, but for its stamp; empty for what we did not ask for
     * @throws MalformedEventException when it is no event
     */
    static Optional<EngineMessage> decode(byte[] line) throws MalformedEventException {
        JsonNode event = parse(line);
        String type = event.path("Type").asText("");
        String action = event.path("Action").asText("");
        long nanos = event.path("timeNano").asLong();
        if (type.isEmpty() || action.isEmpty() || nanos <= 0) {
            throw new MalformedEventException("no Type, Action or timeNano");
        }
        if (!EventVocabulary.has(type, action)) {
            return Optional.empty();
        }
        JsonNode actor = event.path("Actor");
        Instant stamp = Instant.ofEpochSecond(nanos / NANOS, nanos % NANOS);
        return Optional.of(new EngineMessage(type, EventVocabulary.action(action, event), actor.path("ID").asText(""),
                attributes(actor), stamp, stamp, false));
    }

    private static JsonNode parse(byte[] line) throws MalformedEventException {
        try {
            JsonNode event = JSON.readTree(line);
            if (!event.isObject()) {
                throw new MalformedEventException("no JSON object");
            }
            return event;
        } catch (JsonProcessingException e) {
            // Without the source: it may be anything, secrets included.
            throw new MalformedEventException(e.getOriginalMessage());
        } catch (IOException e) {
            throw new MalformedEventException(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, String> attributes(JsonNode actor) {
        Map<String, String> attributes = new HashMap<>();
        actor.path("Attributes").properties().forEach(one -> attributes.put(one.getKey(), one.getValue().asText("")));
        return attributes;
    }
}
