package io.dockmedic.rules.state;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.SerializerProvider;
import io.dockmedic.collectors.base.time.IsoTime;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.engine.Evidence;
import io.dockmedic.rules.engine.KeyState;
import io.dockmedic.rules.engine.KeyState.Clearing;
import io.dockmedic.rules.incident.Incident;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of a key, as it is written down: JSON, in which what there is none of is left out. The incident has a row of its
 * own, and its evidence is there. Other evidence comes last and stays text when it is read: after a restart most keys are not
 * heard of again before they are forgotten, and it is most of the row. Versions before read and write it in another order.
 */
final class StoredKey {
    private static final byte[] COUNT = "\"count\":".getBytes(StandardCharsets.UTF_8);

    private @Nullable Object operator;
    private Evidence evidence = new Evidence(List.of(), 0);
    private int[] leftOut = {};
    private @Nullable String incident;
    private List<Clearing> clearing = List.of();
    private @Nullable Instant lastFault;
    private @Nullable Instant cleared;
    private @Nullable Instant forget;

    /** Evidence on its way. */
    private record Written(List<Event> events, int count) {
        /** Not without events: that is no evidence, and as little to be read as any other text. */
        Written {
            events = List.copyOf(events);
        }
    }

    private StoredKey() {}

    static void write(KeyState state, JsonGenerator out, SerializerProvider provider) throws IOException {
        out.writeStartObject();
        if (state.operator() != null) {
            provider.defaultSerializeField("operator", state.operator(), out);
        }
        Incident incident = state.incident();
        if (incident != null) {
            out.writeStringField("incident", incident.id());
        }
        if (!state.clearing().isEmpty()) {
            // One is written as itself, as versions did that knew of one only.
            provider.defaultSerializeField("clearing",
                    state.clearing().size() == 1 ? state.clearing().getFirst() : state.clearing(), out);
        }
        write("lastFault", state.lastFault(), out);
        write("cleared", state.cleared(), out);
        write("forget", state.forget(), out);
        int[] leftOut = state.evidence().leftOut();
        if (leftOut.length > 0) {
            out.writeFieldName("leftOut");
            out.writeArray(leftOut, 0, leftOut.length);
        }
        if (incident == null && state.evidence().count() > 0) {
            provider.defaultSerializeField("evidence",
                    new Written(state.evidence().events(), state.evidence().count()), out);
        }
        out.writeEndObject();
    }

    private static void write(String name, @Nullable Instant at, JsonGenerator out) throws IOException {
        if (at != null) {
            out.writeStringField(name, IsoTime.text(at));
        }
    }

    /**
     * @param text         of one key; kept
     * @param operatorType what the rule's operator remembers; null where the rule is gone or means something else
     */
    static StoredKey read(byte[] text, @Nullable Class<?> operatorType, IncidentJson json) throws IOException {
        StoredKey key = new StoredKey();
        try (JsonParser in = json.parser(text)) {
            if (in.nextToken() != JsonToken.START_OBJECT) {
                throw new JsonParseException(in, "what is remembered of a key is an object");
            }
            for (String name = in.nextFieldName(); name != null; name = in.nextFieldName()) {
                JsonToken value = in.nextToken();
                if (value == JsonToken.VALUE_NULL) {
                    continue;
                }
                switch (name) {
                    case "operator" -> {
                        if (operatorType == null) {
                            in.skipChildren();
                        } else {
                            key.operator = in.readValueAs(operatorType);
                        }
                    }
                    case "evidence" -> {
                        if (key.keep(text, in, json)) {
                            return key;
                        }
                    }
                    case "leftOut" -> key.leftOut = in.readValueAs(int[].class);
                    case "incident" -> key.incident = in.getText();
                    case "clearing" -> key.clearing = value == JsonToken.START_ARRAY
                            ? clearings(in)
                            : List.of(in.readValueAs(Clearing.class));
                    case "lastFault" -> key.lastFault = in.readValueAs(Instant.class);
                    case "cleared" -> key.cleared = in.readValueAs(Instant.class);
                    case "forget" -> key.forget = in.readValueAs(Instant.class);
                    default -> in.skipChildren();
                }
            }
        }
        return key;
    }

    /** Whether it was the last, and nothing more is to be read. */
    private boolean keep(byte[] text, JsonParser in, IncidentJson json) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            throw new JsonParseException(in, "evidence is an object");
        }
        int begin = (int) in.currentTokenLocation().getByteOffset();
        boolean last = endsWithEvidence(text);
        if (!last) {
            in.skipChildren();
        }
        int end = last ? text.length - 1 : (int) in.currentLocation().getByteOffset();
        byte[] kept = Arrays.copyOfRange(text, begin, end);
        evidence = Evidence.unread(() -> evidence(kept, json), kept.length);
        return last;
    }

    /** Whether the last of it is evidence's count, and its end and that of the key. */
    private static boolean endsWithEvidence(byte[] text) {
        int at = text.length - 1;
        if (at < 1 || text[at] != '}' || text[at - 1] != '}') {
            return false;
        }
        at -= 2;
        while (at > 0 && Character.isDigit(text[at])) {
            at--;
        }
        int begin = at + 1 - COUNT.length;
        return begin > 0 && Arrays.equals(text, begin, at + 1, COUNT, 0, COUNT.length);
    }

    private static Evidence evidence(byte[] kept, IncidentJson json) throws Evidence.UnreadableException {
        try {
            Written written = json.read(kept, Written.class);
            return new Evidence(written.events(), written.count());
        } catch (JsonProcessingException e) {
            throw new Evidence.UnreadableException(e.getOriginalMessage(), e);
        } catch (IOException e) {
            throw new Evidence.UnreadableException(String.valueOf(e.getMessage()), e);
        }
    }

    private static List<Clearing> clearings(JsonParser in) throws IOException {
        List<Clearing> all = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            all.add(in.readValueAs(Clearing.class));
        }
        return all;
    }

    /** The id of its incident; null for none. */
    @Nullable
    String incident() {
        return incident;
    }

    /** @param found the incident of this id; null when it was lost or there is none */
    KeyState state(@Nullable Incident found) {
        Evidence kept = found == null ? evidence : new Evidence(found.evidence(), found.count());
        return new KeyState(operator, kept.without(leftOut), found, clearing, lastFault, cleared, forget);
    }
}
