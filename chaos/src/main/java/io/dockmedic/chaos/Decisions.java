package io.dockmedic.chaos;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.testkit.ShippedProgram;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the program's own record says of each service, read through its API; one reading serves all who ask at once. */
final class Decisions {
    private static final Duration LIMIT = Duration.ofSeconds(90);

    /** Of one service: how many acts it was decided to do, and the reasons of all decisions. */
    record Told(int acts, List<String> reasons) {}

    private final ShippedProgram program;
    private Map<String, Told> read = Map.of();
    private Instant readAt = Instant.MIN;

    Decisions(ShippedProgram program) {
        this.program = program;
    }

    /** As of now or later. */
    synchronized Told of(String service) {
        Instant asked = Instant.now();
        if (!Patience.until(LIMIT, () -> !readAt.isBefore(asked) || read())) {
            throw new IllegalStateException("the program does not answer; its log: " + program.log());
        }
        return read.getOrDefault(service, new Told(0, List.of()));
    }

    private boolean read() {
        Instant began = Instant.now();
        if (!program.ready()) {
            return false;
        }
        List<JsonNode> incidents = program.incidents();
        Map<String, Told> told = new HashMap<>();
        for (JsonNode incident : incidents) {
            told.merge(incident.path("key").asText(), told(incident.at("/remedy/attempts")), Decisions::together);
        }
        read = told;
        readAt = began;
        return !incidents.isEmpty();
    }

    private static Told told(JsonNode attempts) {
        int acts = 0;
        List<String> reasons = new ArrayList<>();
        for (JsonNode attempt : attempts) {
            reasons.add(attempt.path("action").asText() + ":" + attempt.path("reason").asText());
            if (attempt.path("action").asText().equals("restart") && attempt.path("verdict").asText().equals("act")) {
                acts++;
            }
        }
        return new Told(acts, reasons);
    }

    private static Told together(Told one, Told other) {
        List<String> reasons = new ArrayList<>(one.reasons());
        reasons.addAll(other.reasons());
        return new Told(one.acts() + other.acts(), reasons);
    }
}
