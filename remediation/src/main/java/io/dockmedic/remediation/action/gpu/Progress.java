package io.dockmedic.remediation.action.gpu;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.rules.remedy.ListText;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far an act has come, as the journal's notes have it.
 *
 * @param act     its id
 * @param gpu     that is reset, for a person
 * @param places  where those sit that are reset
 * @param ids     by which {@code nvidia-smi} is told them
 * @param persistent ids of those of them whose persistence mode was on
 * @param devices files that nobody may have open
 * @param drained in the order in which they are started
 * @param touched whether persistence mode may be off by our doing
 * @param reset   whether the reset was begun
 * @param worked  whether nvidia-smi was seen to end well
 * @param amiss   what went wrong, for a person; empty while nothing has
 * @param part    number of the latest call of the engine
 * @param at      when the latest of what takes its time was begun
 */
record Progress(String act, String gpu, List<String> places, List<String> ids, List<String> persistent,
        List<String> devices, List<Drained> drained, boolean touched, boolean reset, boolean worked, String amiss,
        int part, Instant at) {
    private static final String GPU = "gpu";
    private static final String PLACES = "places";
    private static final String IDS = "ids";
    private static final String PERSISTENT = "persistent";
    private static final String DEVICES = "devices";
    private static final String DRAINED = "drained";
    private static final String TOUCHED = "touched";
    private static final String RESET = "reset";
    private static final String WORKED = "worked";
    private static final String AMISS = "amiss";
    private static final String PART = "part";
    private static final String AT = "at";
    private static final String YES = "yes";

    Progress {
        places = List.copyOf(places);
        ids = List.copyOf(ids);
        persistent = List.copyOf(persistent);
        devices = List.copyOf(devices);
        drained = List.copyOf(drained);
    }

    static Progress begin(String act, Course course, Instant now) {
        return new Progress(act, course.gpu(), course.places(), course.ids(), course.persistent(), course.devices(),
                course.drained(), false, false, false, "", 0, now);
    }

    /** One container has come further. */
    Progress with(Drained now) {
        return new Progress(act, gpu, places, ids, persistent, devices,
                drained.stream().map(one -> one.id().equals(now.id()) ? now : one).toList(), touched, reset, worked,
                amiss, part, at);
    }

    /** The latest call is one more. */
    Progress next(Instant now) {
        return new Progress(act, gpu, places, ids, persistent, devices, drained, touched, reset, worked, amiss,
                part + 1, now);
    }

    /** Persistence mode is about to be switched off. */
    Progress touches(Instant now) {
        return new Progress(act, gpu, places, ids, persistent, devices, drained, true, reset, worked, amiss, part,
                now);
    }

    /** The reset is about to begin. */
    Progress resets(Instant now) {
        return new Progress(act, gpu, places, ids, persistent, devices, drained, touched, true, worked, amiss, part,
                now);
    }

    /** The reset has ended, and well by nvidia-smi's word. */
    Progress works() {
        return new Progress(act, gpu, places, ids, persistent, devices, drained, touched, reset, true, amiss, part,
                at);
    }

    /** That went wrong, too. */
    Progress amiss(String why) {
        return new Progress(act, gpu, places, ids, persistent, devices, drained, touched, reset, worked,
                amiss.isEmpty() ? why : amiss + "; " + why, part, at);
    }

    /** Services of those for which the engine was called. */
    List<String> services() {
        return drained.stream().filter(one -> one.calls() > 0).map(Drained::service).distinct().toList();
    }

    Map<String, String> notes() {
        Map<String, String> notes = new HashMap<>();
        notes.put(GPU, gpu);
        notes.put(PLACES, ListText.of(places));
        notes.put(IDS, ListText.of(ids));
        notes.put(PERSISTENT, ListText.of(persistent));
        notes.put(DEVICES, ListText.of(devices));
        notes.put(DRAINED, new JsonArray(drained.stream().map(Drained::json).toList()).encode());
        notes.put(TOUCHED, touched ? YES : "");
        notes.put(RESET, reset ? YES : "");
        notes.put(WORKED, worked ? YES : "");
        notes.put(AMISS, amiss);
        notes.put(PART, Integer.toString(part));
        notes.put(AT, Long.toString(at.toEpochMilli()));
        notes.put(ActRecord.SERVICES, ListText.of(services()));
        return notes;
    }

    /** As the journal has it; null where nothing was begun. */
    static @Nullable Progress read(String act, Map<String, String> notes) {
        String drained = notes.get(DRAINED);
        return drained == null
                ? null
                : new Progress(act, notes.getOrDefault(GPU, ""), list(notes, PLACES), list(notes, IDS),
                        list(notes, PERSISTENT), list(notes, DEVICES),
                        new JsonArray(drained).stream().map(one -> Drained.read((JsonObject) one)).toList(),
                        notes.getOrDefault(TOUCHED, "").equals(YES), notes.getOrDefault(RESET, "").equals(YES),
                        notes.getOrDefault(WORKED, "").equals(YES),
                        notes.getOrDefault(AMISS, ""), Integer.parseInt(notes.getOrDefault(PART, "0")),
                        Instant.ofEpochMilli(Long.parseLong(notes.getOrDefault(AT, "0"))));
    }

    private static List<String> list(Map<String, String> notes, String name) {
        return Optional.ofNullable(notes.get(name)).flatMap(ListText::read).orElse(List.of());
    }

    /** How it ended, once it is over. What is down by our doing a person has to know of, whatever else came of it. */
    Outcome outcome() {
        String end = amiss.isEmpty() ? gpu + " was reset" : amiss;
        String words = end + containers();
        if (drained.stream().anyMatch(one -> one.is(Drained.State.FAILED))) {
            return new Outcome.Unknown(words);
        } else if (amiss.isEmpty()) {
            return new Outcome.Done(words);
        } else if (reset) {
            return new Outcome.Failed("not all went well with the reset of " + gpu + ": " + words);
        }
        return services().isEmpty() && !touched
                ? new Outcome.Refused(ErrorClass.CONFLICT, "not reset: " + words)
                : new Outcome.Undone(gpu + " was not reset: " + words);
    }

    private String containers() {
        StringBuilder words = new StringBuilder();
        add(words, Drained.State.FAILED, "down by our doing, start them by hand (docker start): ");
        add(words, Drained.State.BACK, "started again: ");
        add(words, Drained.State.LEFT, "left as they are: ");
        return words.toString();
    }

    private void add(StringBuilder words, Drained.State state, String before) {
        List<String> those = drained.stream()
                .filter(one -> one.is(state))
                .map(one -> one.name() + (one.why().isEmpty() ? "" : " (" + one.why() + ")"))
                .toList();
        if (!those.isEmpty()) {
            words.append("; ").append(before).append(String.join(", ", those));
        }
    }
}
