package io.dockmedic.remediation.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.kind.Kinds;
import io.dockmedic.rules.script.EventScript;
import io.dockmedic.rules.state.IncidentJson;
import io.dockmedic.rules.yaml.Document;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Events of our own, one a line: with the fields that rules see, as in tests of rules, but with {@code at} a time of day; or
 * as incidents keep them, with their container as an object.
 */
final class EventLines {
    private final Kinds kinds;
    private final IncidentJson json;

    EventLines(Kinds kinds) {
        this.kinds = kinds;
        this.json = new IncidentJson(kinds);
    }

    Event read(JsonNode node, String line) throws UnreadableLineException {
        return node.has("container") || node.has("victim") ? kept(line) : flat(line);
    }

    private Event kept(String line) throws UnreadableLineException {
        try {
            return json.read(line, Event.class);
        } catch (JsonProcessingException e) {
            throw new UnreadableLineException(e.getOriginalMessage());
        }
    }

    private Event flat(String line) throws UnreadableLineException {
        Document document = new Document("", line);
        Optional<Event> event = document.root()
                .flatMap(root -> root.openMap())
                .flatMap(map -> new EventScript(kinds, Instant.EPOCH).event(map));
        if (event.isEmpty() || !document.problems().isEmpty()) {
            throw new UnreadableLineException(
                    document.problems()
                            .stream()
                            .map(problem -> problem.message() + (problem.hint().isEmpty() ? "" : "; " + problem.hint()))
                            .collect(Collectors.joining(", ")));
        }
        return event.get();
    }
}
