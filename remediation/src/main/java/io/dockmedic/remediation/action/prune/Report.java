package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.host.disk.Usage;
import io.dockmedic.remediation.record.Thing;
import io.dockmedic.remediation.room.Bytes;
import io.dockmedic.remediation.room.Goal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What was done to make room, or would be, in words. All of it, one by one, is in the journal. */
final class Report {
    private static final int MOST_NAMED = 5;
    private static final int MOST_LISTED = 200;
    private static final int SHORT_ID = 19;

    private final Map<String, List<Thing>> gone = new LinkedHashMap<>();
    private final List<String> left = new ArrayList<>();
    private String stopped = "";

    void gone(Stage stage, List<Thing> things) {
        gone.computeIfAbsent(stage.word(), first -> new ArrayList<>()).addAll(things);
    }

    void left(List<Thing> things, String why) {
        things.forEach(thing -> left.add(name(thing) + " (" + why + ")"));
    }

    void passedOver(Stage stage, String why) {
        left.add(stage.word() + " (" + why + ")");
    }

    void stopped(String why) {
        stopped = why;
    }

    String text(Usage before, Usage after) {
        String done = gone.isEmpty() || gone.values().stream().allMatch(List::isEmpty)
                ? "nothing was removed"
                : "removed " + gone.entrySet()
                        .stream()
                        .filter(entry -> !entry.getValue().isEmpty())
                        .map(entry -> sum(entry.getKey(), entry.getValue()))
                        .collect(Collectors.joining(", "));
        String kept = left.isEmpty() ? "" : "; left alone: " + some(left);
        String end = stopped.isEmpty() ? "" : "; stopped: " + stopped;
        return "free before " + Goal.words(before) + ", after " + Goal.words(after) + ": " + done + kept + end;
    }

    /** What a stage would remove, thing by thing. */
    static String plan(Stage stage, CallResult<List<List<Thing>>> plan) {
        return switch (plan) {
            case CallResult.Done<List<List<Thing>>>(List<List<Thing>> batches) ->
                listed(stage, batches.stream().flatMap(List::stream).toList());
            case CallResult.Refused<List<List<Thing>>> refused -> notLookedAt(stage, refused.message());
            case CallResult.Unknown<List<List<Thing>>>(String why) -> notLookedAt(stage, why);
        };
    }

    private static String listed(Stage stage, List<Thing> things) {
        return things.isEmpty()
                ? "no " + stage.word()
                : sum(stage.word(), things) + ": " + things.stream()
                        .limit(MOST_LISTED)
                        .map(thing -> name(thing) + " " + Bytes.text(thing.bytes()))
                        .collect(Collectors.joining(", "))
                        + (things.size() > MOST_LISTED ? " and " + (things.size() - MOST_LISTED) + " more" : "");
    }

    private static String notLookedAt(Stage stage, String why) {
        return stage.word() + " could not be looked at: " + why;
    }

    private static String sum(String word, List<Thing> things) {
        return things.size() + " " + word + " of "
                + Bytes.text(things.stream().mapToLong(Thing::bytes).sum());
    }

    private static String name(Thing thing) {
        String id = thing.id().substring(0, Math.min(SHORT_ID, thing.id().length()));
        return thing.name().isEmpty() || id.isEmpty() ? id + thing.name() : id + " " + thing.name();
    }

    private static String some(List<String> words) {
        return String.join(", ", words.subList(0, Math.min(MOST_NAMED, words.size())))
                + (words.size() > MOST_NAMED ? " and " + (words.size() - MOST_NAMED) + " more" : "");
    }
}
