package io.dockmedic.api.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The whole story of one incident, from what {@code GET /api/v1/incidents/ID} says of it and what waits for an answer: what it
 * is about, how it stands, and in the order of time what happened, what was decided and what people said.
 *
 * @param title   the rule and what it is about
 * @param summary the rule's own sentence
 * @param facts   name and value
 * @param found   what its container looked like when it fired, and what could not be found out
 * @param course  in the order of time
 * @param used    what its container used around the fault
 * @param log     what its container wrote before it ended, line by line
 * @param wrote   what commands of ours wrote, line by line
 * @param waits   what a person is asked
 */
record IncidentReport(
        String title, String summary, List<Fact> facts, List<Moment> found, List<Moment> course, List<Moment> used,
        List<Moment> log, List<Moment> wrote, List<Question> waits) {
    private static final DateTimeFormatter MILLIS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'")
            .withZone(ZoneOffset.UTC);

    /** One thing that is known of it. */
    record Fact(String name, String value) {}

    /** What was so at a time. */
    record Moment(String at, String text) {}

    /** What may be approved. */
    record Question(String text, String approve, String reject) {}

    /**
     * @param approvals as {@code GET /api/v1/approvals} has them, of whichever incidents
     * @param ends      as {@code GET /api/v1/incidents/ID/logs} has them
     * @param looked    as {@code GET /api/v1/incidents/ID/diagnosis} has it
     */
    static IncidentReport of(JsonObject incident, JsonArray approvals, JsonArray ends, JsonObject looked) {
        JsonObject annotations = incident.getJsonObject("annotations", new JsonObject());
        return new IncidentReport(
                incident.getString("rule", "") + ": " + incident.getString("key", ""),
                annotations.getString("summary", ""),
                facts(incident, annotations),
                found(looked),
                course(incident),
                objects(incident, "readings")
                        .map(one -> new Moment(time(one.getString("at", "")), one.getString("used", "")))
                        .toList(),
                ends.stream().map(JsonObject.class::cast).flatMap(IncidentReport::log).toList(),
                objects(incident, "acts").flatMap(IncidentReport::wrote).toList(),
                waits(incident.getString("id", ""), approvals));
    }

    private static List<Moment> found(JsonObject looked) {
        JsonObject diagnosis = looked.getJsonObject("diagnosis");
        String at = looked.getString("at");
        return diagnosis == null || at == null
                ? List.of()
                : Stream.concat(texts(diagnosis, "conclusions"),
                        texts(diagnosis, "missing").map(what -> "could not be found out: " + what))
                        .map(text -> new Moment(time(at), text))
                        .toList();
    }

    private static Stream<String> texts(JsonObject in, String name) {
        return in.getJsonArray(name, new JsonArray()).stream().map(String::valueOf);
    }

    private static Stream<Moment> log(JsonObject end) {
        return end.getJsonArray("lines", new JsonArray())
                .stream()
                .map(line -> new Moment(time(end.getString("at", "")), String.valueOf(line)));
    }

    private static Stream<Moment> wrote(JsonObject act) {
        return act.getJsonArray("output", new JsonArray())
                .stream()
                .map(line -> new Moment(time(act.getString("at", "")), act.getString("action", "") + ": " + line));
    }

    private static List<Fact> facts(JsonObject incident, JsonObject annotations) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("id", incident.getString("id", "")));
        facts.add(new Fact("state", incident.getString("state", "")));
        JsonObject labels = incident.getJsonObject("labels", new JsonObject());
        labels.forEach(label -> facts.add(new Fact(label.getKey(), String.valueOf(label.getValue()))));
        facts.add(new Fact("since", time(incident.getString("activeAt", ""))));
        String resolved = incident.getString("resolvedAt", "");
        if (!resolved.isEmpty()) {
            facts.add(new Fact("over since", time(resolved)));
        }
        facts.add(new Fact("events", String.valueOf(incident.getInteger("count", 0))));
        facts.add(new Fact("remedy", remedy(incident.getJsonObject("remedy", new JsonObject()))));
        JsonObject inhibited = incident.getJsonObject("inhibitedBy");
        if (inhibited != null) {
            facts.add(new Fact("not acted on because of", inhibited.getString("rule", "") + " "
                    + inhibited.getString("incident", "")));
        }
        annotations.forEach(one -> {
            if (!one.getKey().equals("summary") && !one.getValue().equals("")) {
                facts.add(new Fact(one.getKey(), String.valueOf(one.getValue())));
            }
        });
        return facts;
    }

    private static String remedy(JsonObject remedy) {
        if (remedy.isEmpty()) {
            return "none";
        }
        String detail = remedy.getString("detail", "");
        String state = remedy.getString("state", "");
        return state
                + (remedy.getBoolean("healed", false) && !state.equals("healed") ? ", healed" : "")
                + (remedy.getBoolean("escalated", false) && !state.equals("escalated")
                        ? ", escalated"
                        : "")
                + (detail.isEmpty() ? "" : ": " + detail);
    }

    private static List<Moment> course(JsonObject incident) {
        List<Moment> course = new ArrayList<>();
        objects(incident, "evidence")
                .forEach(event -> course.add(moment(event, event.getString("summary", event.getString("kind", "")))));
        String missed = incident.getString("missedAt", "");
        if (!missed.isEmpty()) {
            course.add(new Moment(missed, "it was due, and Dockmedic did not run"));
        }
        String fired = incident.getString("firedAt", "");
        if (!fired.isEmpty()) {
            course.add(new Moment(fired, "the rule fired"));
        }
        objects(incident.getJsonObject("remedy", new JsonObject()), "attempts")
                .forEach(one -> course.add(moment(one, attempt(one))));
        JsonObject remedy = incident.getJsonObject("remedy", new JsonObject());
        if (remedy.getString("state", "").equals("healed") && !remedy.getString("at", "").isEmpty()) {
            course.add(moment(remedy, remedy.getString("detail", "")));
        }
        objects(incident, "remarks").forEach(one -> course.add(moment(one, remark(one))));
        objects(incident, "told").forEach(one -> course.add(moment(one, told(one))));
        String resolved = incident.getString("resolvedAt", "");
        if (!resolved.isEmpty()) {
            String by = incident.getString("resolvedBy", "");
            course.add(new Moment(resolved, "over" + (by.isEmpty() ? "" : ": " + by)));
        }
        // What cannot be read as a time stands first; the order is otherwise kept.
        course.sort(Comparator.comparing(moment -> instant(moment.at())));
        return course.stream().map(one -> new Moment(time(one.at()), one.text())).toList();
    }

    private static String attempt(JsonObject one) {
        String outcome = one.getString("outcome", "");
        return one.getString("action", "")
                + (one.getInteger("number", 1) > 1 ? ", attempt " + one.getInteger("number") : "")
                + ": " + one.getString("verdict", "") + ", " + one.getString("reason", "").replace('_', ' ')
                + ": " + one.getString("detail", "")
                + (outcome.isEmpty() ? "" : "; " + outcome);
    }

    private static String told(JsonObject one) {
        String detail = one.getString("detail", "");
        int attempts = one.getInteger("attempts", 0);
        String ended = one.getString("endedAt", "");
        String came = switch (one.getString("state", "")) {
            case "delivered" -> "taken" + (ended.isEmpty() ? "" : " at " + time(ended));
            case "given_up" -> "given up, nobody was told by it";
            case "handed_on" -> "others were told in its place";
            default -> attempts == 0 ? "on its way" : "not taken yet, after " + attempts + " attempts";
        };
        return "message (" + one.getString("kind", "") + ") to " + one.getString("receiver", "") + ": " + came
                + (detail.isEmpty() ? "" : "; " + detail);
    }

    private static String remark(JsonObject one) {
        String note = one.getString("note", "");
        String by = one.getString("by", "");
        return (one.getString("kind", "").equals("note") ? "noted" : "acknowledged")
                + " by " + (by.isEmpty() ? "somebody" : by) + (note.isEmpty() ? "" : ": " + note);
    }

    private static List<Question> waits(String incident, JsonArray approvals) {
        return approvals.stream()
                .map(JsonObject.class::cast)
                .filter(one -> one.getString("incident", "").equals(incident)
                        && one.getString("state", "").equals("pending"))
                .map(one -> new Question(asked(one), "dockmedic approve " + one.getString("id", ""),
                        "dockmedic reject " + one.getString("id", "")))
                .toList();
    }

    private static String asked(JsonObject one) {
        String with = ApprovalText.with(one);
        return one.getString("action", "") + (with.isEmpty() ? "" : " " + with) + " of " + one.getString("service", "")
                + ": " + one.getString("would", "");
    }

    private static Moment moment(JsonObject one, String text) {
        return new Moment(one.getString("at", ""), text);
    }

    private static Stream<JsonObject> objects(JsonObject in, String name) {
        return in.getJsonArray(name, new JsonArray()).stream().map(JsonObject.class::cast);
    }

    private static Instant instant(String at) {
        try {
            return Instant.parse(at);
        } catch (DateTimeParseException e) {
            return Instant.MIN;
        }
    }

    /** To the millisecond, all as long as each other. */
    private static String time(String at) {
        Instant instant = instant(at);
        return instant.equals(Instant.MIN) ? at : MILLIS.format(instant);
    }
}
