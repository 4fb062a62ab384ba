package io.dockmedic.collectors.alert.payload;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the payload of Alertmanager's webhook, version 4 (Alertmanager 0.19 and later), and what Grafana makes of it. Fields
 * that are not needed may be missing or anything. Safe for use by several threads.
 */
public final class PayloadReader {
    /** Alerts in one payload. */
    public static final int MOST = 1_000;

    private static final int LONGEST_LABEL = 1_024;
    private static final int LONGEST_ANNOTATION = 4_096;
    private static final int LONGEST_FINGERPRINT = 64;
    /** Grafana calls its own form 1. */
    private static final Set<String> VERSIONS = Set.of("4", "1");

    /** The alerts in it, in its order. */
    public List<Reported> read(byte[] payload) throws BadPayloadException {
        return read(SentTree.read(payload, "send {\"version\": \"4\", \"alerts\": […]}"));
    }

    List<Reported> read(JsonNode root) throws BadPayloadException {
        if (root.isArray()) {
            throw new BadPayloadException("", "a list is what Prometheus sends to Alertmanager",
                    "have Alertmanager send it on, with a receiver of webhook_configs");
        }
        if (!root.isObject()) {
            throw new BadPayloadException("", "this is no JSON object",
                    "send what Alertmanager's webhook sends: {\"version\": \"4\", \"alerts\": […]}");
        }
        if (!VERSIONS.contains(root.path("version").asText())) {
            throw new BadPayloadException("version", "is not \"4\"",
                    "send the payload of Alertmanager 0.19 or later, or of a Grafana webhook");
        }
        JsonNode alerts = root.path("alerts");
        if (!alerts.isArray()) {
            throw new BadPayloadException("alerts", "is no list", "send {\"version\": \"4\", \"alerts\": […]}");
        }
        if (alerts.size() > MOST) {
            throw new BadPayloadException("alerts", "has more than " + MOST + " of them",
                    "set max_alerts in Alertmanager's webhook_configs, or group by more labels");
        }
        List<Reported> all = new ArrayList<>(alerts.size());
        for (int index = 0; index < alerts.size(); index++) {
            all.add(alert(alerts.path(index), "alerts[" + index + "]"));
        }
        return all;
    }

    private static Reported alert(JsonNode node, String where) throws BadPayloadException {
        if (!node.isObject()) {
            throw new BadPayloadException(where, "is no object", "write {\"status\": \"firing\", \"labels\": {…}, …}");
        }
        Map<String, String> labels = Texts.read(node.path("labels"), where + ".labels", LONGEST_LABEL);
        if (labels.isEmpty()) {
            throw new BadPayloadException(where + ".labels", "has none", "write at least alertname");
        }
        JsonNode annotations = node.path("annotations");
        Map<String, String> explained = annotations.isMissingNode() || annotations.isNull()
                ? Map.of()
                : Texts.read(annotations, where + ".annotations", LONGEST_ANNOTATION);
        String fingerprint = node.path("fingerprint").asText();
        if (fingerprint.length() > LONGEST_FINGERPRINT) {
            throw new BadPayloadException(where + ".fingerprint", "is longer than " + LONGEST_FINGERPRINT,
                    "leave it out, and the labels make one");
        }
        return new Reported(
                fingerprint.isEmpty() ? Fingerprint.of(labels) : fingerprint, firing(node, where),
                startsAt(node, where),
                labels, explained);
    }

    private static boolean firing(JsonNode node, String where) throws BadPayloadException {
        return switch (node.path("status").asText()) {
            case "firing" -> true;
            case "resolved" -> false;
            default -> throw new BadPayloadException(where + ".status", "is neither firing nor resolved",
                    "write \"firing\" or \"resolved\"");
        };
    }

    private static String startsAt(JsonNode node, String where) throws BadPayloadException {
        try {
            return OffsetDateTime.parse(node.path("startsAt").asText()).toInstant().toString();
        } catch (DateTimeParseException e) {
            throw new BadPayloadException(where + ".startsAt", "is no time",
                    "write since when it fires, \"2026-11-01T10:00:00Z\": by it and the labels a repetition is known");
        }
    }
}
