package io.dockmedic.api.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What {@code dockmedic watch} shows: whether anything is wrong, what is done about it, and whether it needs a person, the
 * last first. No line is longer than the terminal is wide, and there are no more than it has.
 *
 * @param width    of the terminal, in characters
 * @param height   of the terminal, in lines
 * @param coloured for a terminal that knows colours
 */
record WatchScreen(int width, int height, boolean coloured) {
    private static final List<String> ORDER = List.of("person", "held", "treated", "noted", "pending", "over");
    private static final Map<String, String> WORDS = Map.of("person", "NEEDS YOU", "held", "held up", "treated",
            "treated",
            "noted", "noted", "pending", "may come", "over", "over");
    private static final Map<String, String> COLOURS = Map.of("person", "31;1", "held", "33", "treated", "36", "over",
            "32");
    private static final int WORD = 9;
    /** The terminal's code for what needs somebody. */
    static final String RED = "31;1";

    /**
     * What was answered.
     *
     * @param status    of {@code /api/v1/status}
     * @param ready     of {@code /-/ready}
     * @param incidents of {@code /api/v1/incidents?brief=true}
     * @param brakes    of {@code /api/v1/brakes}
     * @param approvals of {@code /api/v1/approvals}
     */
    record Seen(JsonObject status, JsonObject ready, JsonArray incidents, JsonObject brakes, JsonArray approvals) {}

    List<String> of(Seen seen) {
        return of(seen, "");
    }

    /** @param host as {@code --host} takes it; empty for the one of this machine */
    List<String> of(Seen seen, String host) {
        List<JsonObject> incidents = objects(seen.incidents())
                .sorted((one, other) -> Integer.compare(rank(one), rank(other)))
                .toList();
        List<JsonObject> waiting = objects(seen.approvals())
                .filter(one -> one.getString("state", "").equals("pending"))
                .toList();
        List<String> lines = new ArrayList<>();
        lines.add(plain("Dockmedic " + seen.status().getString("version", "") + " on "
                + seen.status().getString("host", "") + "  " + second(seen.status().getString("now", ""))));
        List<String> troubles = troubles(seen.ready()).toList();
        lines.add(verdict(incidents, waiting, isBlind(seen), !troubles.isEmpty()));
        troubles.forEach(one -> lines.add(colour("31", plain(one))));
        BrakeText.lines(seen.brakes()).forEach(one -> lines.add(colour("33", plain("held up by " + one))));
        waiting.forEach(one -> lines.add(colour(RED, plain("asks: " + one.getString("action", "") + " of "
                + one.getString("service", "") + "?  dockmedic approve " + one.getString("id", "")
                + (host.isEmpty() ? "" : " --host " + host) + "  or  reject"))));
        lines.add("");
        incidents.forEach(one -> lines.add(line(one)));
        return fitting(lines);
    }

    /** Whether somebody has to look at it. */
    static boolean needsAPerson(Seen seen) {
        return objects(seen.incidents()).anyMatch(one -> attention(one).equals("person"))
                || objects(seen.approvals()).anyMatch(one -> one.getString("state", "").equals("pending"));
    }

    /** Whether it cannot see or do what it is there for: then it may not know what is wrong. */
    static boolean isBlind(Seen seen) {
        return !seen.ready().getBoolean("ready", true);
    }

    private String verdict(List<JsonObject> incidents, List<JsonObject> waiting, boolean blind, boolean troubled) {
        long people = incidents.stream().filter(one -> attention(one).equals("person")).count();
        long open = incidents.stream().filter(one -> !attention(one).equals("over")).count();
        if (people > 0 || !waiting.isEmpty()) {
            return colour(RED, plain("It needs you: " + people + " of " + open + " open incidents, " + waiting.size()
                    + " to approve."));
        }
        String known = open == 0
                ? "Nothing is known to be wrong"
                : "No incident needs you: " + open + (open == 1 ? " is open" : " are open");
        if (blind) {
            return colour(RED, plain("Dockmedic cannot act now. " + known + "."));
        }
        if (troubled) {
            return colour("33", plain(known + ", but not all of Dockmedic works."));
        }
        return open == 0
                ? colour("32", "Nothing is wrong.")
                : plain("It does not need you: " + open + (open == 1 ? " open incident." : " open incidents."));
    }

    private static Stream<String> troubles(JsonObject ready) {
        JsonObject parts = ready.getJsonObject("parts", new JsonObject());
        return parts.stream()
                .filter(part -> !((JsonObject) part.getValue()).getString("status", "").equals("up"))
                .map(part -> part.getKey() + " is " + ((JsonObject) part.getValue()).getString("status", "") + ": "
                        + ((JsonObject) part.getValue()).getString("reason", ""));
    }

    private String line(JsonObject incident) {
        String attention = attention(incident);
        String word = WORDS.getOrDefault(attention, attention);
        String rest = "  " + second(incident.getString("activeAt", "")) + "  " + incident.getString("key", "") + "  "
                + incident.getString("rule", "") + "  "
                + incident.getJsonObject("annotations", new JsonObject()).getString("summary", "") + last(incident);
        String cut = plain((word + " ".repeat(Math.max(0, WORD - word.length())) + rest).stripTrailing());
        return cut.length() <= word.length()
                ? cut
                : colour(COLOURS.getOrDefault(attention, ""), word) + cut.substring(word.length());
    }

    /** What was decided last, and what came of it. */
    private static String last(JsonObject incident) {
        JsonObject last = incident.getJsonObject("remedy", new JsonObject()).getJsonObject("last");
        if (last == null) {
            return "";
        }
        String outcome = last.getString("outcome", "");
        return "  [" + last.getString("action", "") + ": "
                + (outcome.isEmpty() ? last.getString("detail", "") : outcome) + "]";
    }

    /** No more than the terminal has, with a last line that says how many are missing. */
    List<String> fitting(List<String> lines) {
        if (lines.size() <= height) {
            return lines;
        }
        List<String> shown = new ArrayList<>(lines.subList(0, height - 1));
        shown.add(plain("and " + (lines.size() - shown.size()) + " more: dockmedic incidents"));
        return shown;
    }

    private static int rank(JsonObject incident) {
        int rank = ORDER.indexOf(attention(incident));
        return rank < 0 ? ORDER.size() : rank;
    }

    private static String attention(JsonObject incident) {
        return incident.getString("attention", "");
    }

    private static String second(String at) {
        return at.replaceFirst("\\.\\d+Z$", "Z");
    }

    /** As long as the line may be; what a container is called must not steer the terminal. */
    String plain(String text) {
        String plain = Shown.plain(text);
        return plain.length() <= width ? plain : plain.substring(0, Math.max(0, width - 1)) + "…";
    }

    String colour(String code, String text) {
        return coloured && !code.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }
}
