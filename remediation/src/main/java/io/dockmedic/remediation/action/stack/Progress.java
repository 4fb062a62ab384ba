package io.dockmedic.remediation.action.stack;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.rules.remedy.ListText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How far an act has come, as the journal's notes have it.
 *
 * @param act     its id
 * @param turns   each after what it depends on
 * @param skipped who is left alone, with the reasons, for a person
 * @param each    how long each has to come up
 * @param halt    why nothing more is begun; empty while it goes on
 * @param part    number of the latest call
 * @param at      when that was made
 */
record Progress(String act, String project, List<Turn> turns, List<String> skipped, Duration each, String halt,
        int part, Instant at) {
    private static final String PROJECT = "project";
    private static final String TURNS = "turns";
    private static final String SKIPPED = "skipped";
    private static final String EACH = "each";
    private static final String HALT = "halt";
    private static final String PART = "part";
    private static final String AT = "at";

    Progress {
        turns = List.copyOf(turns);
        skipped = List.copyOf(skipped);
    }

    static Progress begin(String act, Plan.Course course, Duration each, Instant now) {
        return new Progress(act, course.project(), course.turns(), course.skipped(), each, "", 0, now);
    }

    /** The latest call is one more. */
    Progress next(Instant now) {
        return new Progress(act, project, turns, skipped, each, halt, part + 1, now);
    }

    /** One turn has come further. */
    Progress with(Turn now) {
        return mapped(turn -> turn.id().equals(now.id()) ? now : turn);
    }

    /** Nothing more is begun; what was cut off by us is brought back all the same. */
    Progress halted(String why) {
        Progress now = mapped(
                turn -> turn.is(Turn.State.WAITING) && !owed(turn) ? turn.becomes(Turn.State.LEFT, why) : turn);
        return new Progress(act, project, now.turns, skipped, each, why, part, at);
    }

    /** Who depends on what has not come up is left as it is, unless it was cut off by us. */
    Progress settled() {
        return mapped(turn -> turn.is(Turn.State.WAITING) && !owed(turn)
                ? before(turn)
                        .filter(this::amiss)
                        .findFirst()
                        .map(on -> turn.becomes(Turn.State.LEFT, "it depends on " + on.name()))
                        .orElse(turn)
                : turn);
    }

    private Stream<Turn> before(Turn turn) {
        return turns.stream().filter(other -> turn.after().contains(other.id()));
    }

    /** Whether it, or what it depends on, has not come up. */
    private boolean amiss(Turn turn) {
        return turn.is(Turn.State.FAILED) || turn.is(Turn.State.LEFT) || before(turn).anyMatch(this::amiss);
    }

    /** Whether what it shares was restarted by us, or is to be for the same reason: it stays cut off until it is restarted too. */
    boolean owed(Turn turn) {
        return turns.stream()
                .filter(other -> turn.livesOn().contains(other.id()))
                .anyMatch(other -> other.calls() > 0 || (other.is(Turn.State.WAITING) && owed(other)));
    }

    private Progress mapped(UnaryOperator<Turn> change) {
        return new Progress(act, project, turns.stream().map(change).toList(), skipped, each, halt, part, at);
    }

    /** Whose turn it is; empty when all is over. */
    Optional<Turn> turn() {
        return turns.stream()
                .filter(turn -> turn.is(Turn.State.CALLED))
                .findFirst()
                .or(() -> turns.stream().filter(turn -> turn.is(Turn.State.WAITING)).findFirst());
    }

    /** Those of which that is so. */
    List<Turn> all(Turn.State state) {
        return turns.stream().filter(turn -> turn.is(state)).toList();
    }

    /** Services of those for which the engine was called. */
    List<String> services() {
        return turns.stream().filter(turn -> turn.calls() > 0).map(Turn::service).distinct().toList();
    }

    Map<String, String> notes() {
        Map<String, String> notes = new HashMap<>();
        notes.put(PROJECT, project);
        notes.put(TURNS, new JsonArray(turns.stream().map(Turn::json).toList()).encode());
        notes.put(SKIPPED, ListText.of(skipped));
        notes.put(EACH, Long.toString(each.toMillis()));
        notes.put(HALT, halt);
        notes.put(PART, Integer.toString(part));
        notes.put(AT, Long.toString(at.toEpochMilli()));
        notes.put(ActRecord.SERVICES, ListText.of(services()));
        return notes;
    }

    /** As the journal has it; null where nothing was begun. */
    static @Nullable Progress read(String act, Map<String, String> notes) {
        String turns = notes.get(TURNS);
        return turns == null
                ? null
                : new Progress(act, notes.getOrDefault(PROJECT, ""),
                        new JsonArray(turns).stream().map(turn -> Turn.read((JsonObject) turn)).toList(),
                        Optional.ofNullable(notes.get(SKIPPED)).flatMap(ListText::read).orElse(List.of()),
                        Duration.ofMillis(Long.parseLong(notes.getOrDefault(EACH, "0"))),
                        notes.getOrDefault(HALT, ""), Integer.parseInt(notes.getOrDefault(PART, "0")),
                        Instant.ofEpochMilli(Long.parseLong(notes.getOrDefault(AT, "0"))));
    }

    /** What became of it, in one piece, for a person. */
    String words() {
        StringBuilder words = new StringBuilder();
        add(words, all(Turn.State.FAILED).stream().map(turn -> turn.name() + " " + turn.why()).toList(), "");
        add(words, all(Turn.State.READY).stream().map(Progress::ready).toList(), "restarted in this order: ");
        add(words, left(turn -> !turn.cutOff()), "not begun, and as they were: ");
        add(words, left(Turn::cutOff), "not begun, and cut off: ");
        add(words, skipped, "left alone: ");
        return words.toString();
    }

    /**
     * How it ended, once it is over.
     *
     * @param error what the engine said, where it refused all
     */
    Outcome outcome(ErrorClass error) {
        boolean allWell = all(Turn.State.LEFT).isEmpty() && all(Turn.State.FAILED).isEmpty();
        if (turns.stream().anyMatch(Turn::down)) {
            // Whatever else might help: a person has to know.
            return new Outcome.Unknown(words());
        } else if (services().isEmpty() && !allWell) {
            return new Outcome.Refused(error, "nothing was restarted: " + (halt.isEmpty() ? words() : halt));
        } else if (allWell) {
            return new Outcome.Done(words());
        }
        return new Outcome.Failed((halt.isEmpty() ? "" : "ended in the middle: " + halt + "; ") + words());
    }

    private static String ready(Turn turn) {
        return turn.why().isEmpty() ? turn.name() : turn.name() + " (" + turn.why() + ")";
    }

    private List<String> left(Predicate<Turn> which) {
        return all(Turn.State.LEFT).stream().filter(which).map(turn -> turn.name() + " (" + turn.why() + ")").toList();
    }

    private static void add(StringBuilder words, List<String> those, String before) {
        if (!those.isEmpty()) {
            words.append(words.isEmpty() ? "" : "; ").append(before).append(String.join(", ", those));
        }
    }
}
