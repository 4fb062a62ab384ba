package io.dockmedic.remediation.replay;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.rules.kind.Kinds;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads JSON lines: each an event as {@link EventLines} has it, or a message of {@code docker events}, mixed as they may be.
 */
public final class RecordingReader {
    private static final JsonMapper JSON = new JsonMapper();
    private static final int MOST_PROBLEMS = 10;

    private final Kinds kinds;
    private final String host;

    /** @param host where docker's messages are from */
    public RecordingReader(Kinds kinds, String host) {
        this.kinds = kinds;
        this.host = host;
    }

    /** All of {@code lines}; those that are blank are passed over. */
    public Recording read(Stream<String> lines) {
        EventLines ours = new EventLines(kinds);
        List<DockerMessage> docker = new ArrayList<>();
        List<Event> events = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        int[] numbers = new int[2];
        lines.forEachOrdered(line -> {
            numbers[0]++;
            try {
                if (!line.isBlank() && !take(JSON.readTree(line), line, ours, docker, events)) {
                    numbers[1]++;
                }
            } catch (JsonProcessingException e) {
                problem(problems, numbers[0], "this is not JSON: " + e.getOriginalMessage());
            } catch (UnreadableLineException e) {
                problem(problems, numbers[0], e.getMessage());
            }
        });
        events.addAll(new DockerHistory(host).events(docker));
        events.sort(Comparator.comparing(Event::at));
        return new Recording(events, numbers[1], problems);
    }

    private static boolean take(JsonNode node, String line, EventLines ours, List<DockerMessage> docker,
            List<Event> events) throws UnreadableLineException {
        if (node.has("kind")) {
            events.add(ours.read(node, line));
            return true;
        }
        Optional<DockerMessage> message = DockerMessage.of(node);
        message.ifPresent(docker::add);
        return message.isPresent();
    }

    private static void problem(List<String> problems, int line, String what) {
        if (problems.size() < MOST_PROBLEMS) {
            problems.add("line " + line + ": " + what);
        }
    }
}
