package io.dockmedic.chaos.aimed;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Asks the program for one of the {@link Remedies}, by an alert, and hears what came of it. */
final class Asking {
    static final Duration LIMIT = Duration.ofMinutes(5);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> AT_ITS_END = Set.of("healed", "escalated", "suppressed", "yielded", "over",
            "exhausted");

    private static final Set<String> AT_IT = Set.of("acting", "unsettled", "verifying");

    private final HttpClient client = HttpClient.newHttpClient();
    private final Rig rig;

    Asking(Rig rig) {
        this.rig = rig;
    }

    /** It is asked for, by whatever number of alerts of one beginning, once. */
    void begins(String kind, String bed, String startsAt) {
        send(kind, bed, "firing", startsAt);
    }

    /** The alert is over, and so is every incident of it; waits for that. */
    void ends(String kind, String bed, String startsAt) {
        send(kind, bed, "resolved", startsAt);
        rig.awaiting("resolved", LIMIT,
                () -> incidents(kind).stream().allMatch(one -> one.path("state").asText().equals("resolved")));
    }

    /** Its incident, when nothing more is done about it, and whoever was to be told was. */
    JsonNode settled(String kind, String startsAt) {
        rig.awaiting(kind + " of " + startsAt + " settled", LIMIT,
                () -> open(kind).filter(Asking::atItsEnd).isPresent());
        JsonNode incident = open(kind).orElseThrow();
        if (incident.at("/remedy/state").asText().equals("escalated")) {
            rig.awaiting("told", LIMIT, () -> pages(incident) > 0);
        }
        return incident;
    }

    /** The same of what has an end of its own: when it is over, or nothing more is done about it. */
    JsonNode settledOrOver(String kind) {
        rig.awaiting(kind + " settled or over", LIMIT,
                () -> newest(kind).filter(one -> atItsEnd(one) || !fires(one)).isPresent());
        JsonNode incident = newest(kind).orElseThrow();
        if (incident.at("/remedy/state").asText().equals("escalated")) {
            rig.awaiting("told", LIMIT, () -> pages(incident) > 0);
        }
        return incident;
    }

    /** Waits until every incident of it is over. */
    void over(String kind) {
        rig.awaiting(kind + " over", LIMIT,
                () -> !incidents(kind).isEmpty() && incidents(kind).stream().noneMatch(Asking::fires));
    }

    /** The incident that began last. */
    Optional<JsonNode> newest(String kind) {
        return incidents(kind).stream().findFirst();
    }

    static boolean fires(JsonNode incident) {
        return incident.path("state").asText().equals("firing");
    }

    /** What a person was asked, waiting or answered. */
    List<JsonNode> approvals() {
        return rig.program.body("/api/v1/approvals").map(text -> {
            try {
                List<JsonNode> all = new ArrayList<>();
                JSON.readTree(text).at("/data/approvals").forEach(all::add);
                return all;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }).orElse(List.of());
    }

    /** Says yes, whatever comes of it. */
    void approves(String id) {
        posted("/api/v1/approvals/" + id, "{\"answer\": \"approve\", \"reason\": \"nobody meant to\"}");
    }

    /** Its incident, while it is not over. */
    Optional<JsonNode> open(String kind) {
        return incidents(kind).stream().filter(Asking::fires).findFirst();
    }

    /** Pages about the incident, each once however often it was delivered. */
    long pages(JsonNode incident) {
        return rig.pager.escalations(incident.path("key").asText())
                .stream()
                .filter(page -> page.incident().equals(incident.path("id").asText()))
                .count();
    }

    /** Something is done about it, or nothing more will be. */
    static boolean begun(JsonNode incident) {
        return atItsEnd(incident) || AT_IT.contains(incident.at("/remedy/state").asText());
    }

    /** Nothing more is done about what is open of it. */
    boolean isSettled(String kind) {
        return open(kind).filter(Asking::atItsEnd).isPresent();
    }

    private static boolean atItsEnd(JsonNode incident) {
        return AT_ITS_END.contains(incident.at("/remedy/state").asText());
    }

    private List<JsonNode> incidents(String kind) {
        return rig.program.incidents()
                .stream()
                .filter(one -> one.path("rule").asText().equals("Wants_" + kind))
                .toList();
    }

    private void send(String kind, String bed, String status, String startsAt) {
        alert(kind, Map.of("name", bed), status, startsAt);
    }

    /** An alert, until it is taken; what was taken already is known by its beginning. */
    void alert(String kind, Map<String, String> of, String status, String startsAt) {
        String labels = of.entrySet()
                .stream()
                .map(label -> ", \"%s\": \"%s\"".formatted(label.getKey(), label.getValue()))
                .collect(Collectors.joining());
        String payload = """
                {"version": "4", "receiver": "dockmedic", "status": "%1$s", "alerts": [{"status": "%1$s",
                 "labels": {"alertname": "%2$s"%3$s}, "annotations": {}, "startsAt": "%4$s",
                 "endsAt": "0001-01-01T00:00:00Z", "fingerprint": "%2$s %5$s"}]}
                """.formatted(status, kind, labels, startsAt, String.join(" ", of.values()));
        rig.awaiting("taken", LIMIT, () -> posted("/api/v1/alerts", payload));
    }

    private boolean posted(String path, String payload) {
        try {
            String token = Files.readString(rig.program.data().resolve("token")).strip();
            return client.send(HttpRequest.newBuilder(rig.program.address(path))
                    .timeout(Duration.ofSeconds(10))
                    .header("Content-Type", "application/json")
                    .header("Authorization", "Bearer " + token)
                    .POST(HttpRequest.BodyPublishers.ofString(payload, StandardCharsets.UTF_8))
                    .build(), HttpResponse.BodyHandlers.ofString()).statusCode() == 200;
        } catch (IOException gone) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
