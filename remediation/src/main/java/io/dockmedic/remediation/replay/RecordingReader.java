package io.dockmedic.remediation.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.kind.Kinds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads JSON lines: each an event as {@link EventLines} has it, or a message of {@code docker events}, mixed as they may be.
 */
public final class RecordingReader {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_PROBLEMS = 10;
    /** What there is memory for. */
    private static final int MOST = 200_000;

    private final Kinds kinds;
    private final String host;

    /** @param host where docker's messages are from */
    public RecordingReader(Kinds kinds, String host) {
        this.kinds = kinds;
        this.host = host;
    }

    /** All of {@code lines}, as far as there is room for; those that are blank are passed over. */
    public Recording read(Stream<String> lines) {
        Reading reading = new Reading(new EventLines(kinds));
        lines.forEachOrdered(reading::line);
        List<Event> events = reading.events;
        events.addAll(new DockerHistory(host).events(reading.docker));
        events.sort(Comparator.comparing(Event::at));
        return new Recording(events, reading.passed, reading.problems);
    }

    /** What was read so far. A container is kept once, however often it is told of. */
    private static final class Reading {
        private final EventLines ours;
        private final List<DockerMessage> docker = new ArrayList<>();
        private final List<Event> events = new ArrayList<>();
        private final List<String> problems = new ArrayList<>();
        private final Map<Container, Container> containers = new HashMap<>();
        private int number;
        private int passed;
        private boolean full;

        Reading(EventLines ours) {
            this.ours = ours;
        }

        void line(String line) {
            number++;
            if (line.isBlank() || full) {
                return;
            }
            try {
                if (!take(JSON.readTree(line), line)) {
                    passed++;
                }
            } catch (JsonEOFException e) {
                problem("this is not JSON: it ends before its brackets and quotes are closed");
            } catch (JsonProcessingException e) {
                problem("this is not JSON from character " + e.getLocation().getColumnNr() + " on");
            } catch (UnreadableLineException e) {
                problem(e.getMessage());
            }
        }

        private boolean take(JsonNode node, String line) throws UnreadableLineException {
            boolean own = node.has("kind");
            Optional<DockerMessage> message = own ? Optional.empty() : DockerMessage.of(node);
            if (!own && message.isEmpty()) {
                return false;
            }
            if (docker.size() + events.size() >= MOST) {
                full = true;
                problems.add("line " + number + ": from here on nothing is replayed, there are " + MOST
                        + " events before it; replay the rest by itself");
                return false;
            }
            if (own) {
                events.add(ours.read(node, line));
            }
            message.ifPresent(one -> docker.add(one.of(containers.computeIfAbsent(one.container(), first -> first))));
            return true;
        }

        private void problem(String what) {
            if (problems.size() < MOST_PROBLEMS) {
                problems.add("line " + number + ": " + what);
            }
        }
    }
}
