package io.dockmedic.remediation.record;

import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.rules.remedy.ListText;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An intent, written before the act.
 *
 * @param id            unique
 * @param at            when it was intended
 * @param container     full id
 * @param step          rung, from 0
 * @param attempt       attempt on the rung, from 0
 * @param startedBefore when the run that the act was to end had started, by the engine's clock; once it was seen down,
 *                      the run that it did end or hold up
 * @param deadline      what was not seen to happen by then, will not
 * @param call          what the engine is asked for, as the ledger knows it
 * @param notes         what must be known afterwards, to see what came of it or to put it back
 * @param owes          what it changes is to be put back
 * @param holds         it takes the service down on purpose, to stay so until somebody else brings it up
 */
public record ActRecord(
        String id,
        Instant at,
        String incident,
        String rule,
        String service,
        String container,
        String action,
        int step,
        int attempt,
        @Nullable Instant startedBefore,
        Instant deadline,
        String call,
        Map<String, String> notes,
        boolean owes,
        boolean holds) {
    /** The note under which {@link #heardBy} is kept. */
    static final String HEARD_BY = "heard_by";

    /** The note under which {@link #doubt} is kept. */
    static final String DOUBT = "doubt";

    /** The note under which {@link #seenDown} is kept. */
    static final String SEEN_DOWN = "seen_down";

    /** The note under which {@link #successor} is kept. */
    public static final String SUCCESSOR = "made";

    /** The notes of an act that has left its successor in the place of its own, whatever came of it. */
    public static final Map<String, String> STAYS = Map.of("stays", "yes");

    /** The note under which {@link #output} is kept. */
    public static final String OUTPUT = "output";

    /** The notes of an act that leaves down what did not run before it. */
    public static final Map<String, String> DOWN_BEFORE = Map.of("down_before", "yes");

    /** The notes of an act that holds its container still, and lets it go on at its end. */
    public static final Map<String, String> HELD_MEANWHILE = Map.of("held_meanwhile", "yes");

    /** The note under which {@link #cause} is kept. */
    public static final String CAUSE = "cause";

    /** The note under which {@link #services} is kept, as a list. */
    public static final String SERVICES = "services";

    public ActRecord {
        notes = Map.copyOf(notes);
    }

    /** By when the engine has heard what it was asked for, by our clock; empty while nobody has settled it. */
    public Optional<Instant> heardBy() {
        return Optional.ofNullable(notes.get(HEARD_BY)).map(text -> Instant.ofEpochMilli(Long.parseLong(text)));
    }

    /** The container that it has put in the place of its own; empty where it has not. */
    public String successor() {
        return notes.getOrDefault(SUCCESSOR, "");
    }

    /** Whether {@link #successor} was left in the place of its own, whatever came of it. */
    public boolean successorStays() {
        return notes.entrySet().containsAll(STAYS.entrySet());
    }

    /** The known cause whose consequences are healed one after the other, of which it is one; empty as a rule. */
    public String cause() {
        return notes.getOrDefault(CAUSE, "");
    }

    /** The last lines that a command of it wrote, redacted; empty where nothing was heard of one. */
    public List<String> output() {
        return Optional.ofNullable(notes.get(OUTPUT)).flatMap(ListText::read).orElse(List.of());
    }

    /** Whether it was an act on that service: its own, or one of those that an act on several has come to. */
    public boolean on(String key) {
        return service.equals(key) || services().contains(key);
    }

    private List<String> services() {
        return Optional.ofNullable(notes.get(SERVICES)).flatMap(ListText::read).orElse(List.of());
    }

    /** The same, of which that was heard. */
    public ActRecord heard(List<String> lines) {
        return noted(OUTPUT, ListText.of(lines));
    }

    /** The same, which has come to these services. */
    public ActRecord on(List<String> services) {
        return noted(SERVICES, ListText.of(services));
    }

    private ActRecord noted(String name, String value) {
        Map<String, String> all = new HashMap<>(notes);
        all.put(name, value);
        return new ActRecord(id, at, incident, rule, service, container, action, step, attempt, startedBefore, deadline,
                call, all, owes, holds);
    }

    /** Whether its container was seen down after it. */
    public boolean seenDown() {
        return notes.containsKey(SEEN_DOWN);
    }

    /** Whether its container did not run before it, and is not to. */
    public boolean downBefore() {
        return notes.entrySet().containsAll(DOWN_BEFORE.entrySet());
    }

    /** Whether its container is held still until its end, and so may be for good where that is not known. */
    public boolean holdsMeanwhile() {
        return notes.entrySet().containsAll(HELD_MEANWHILE.entrySet());
    }

    /** Why it may be somebody's wish that what it changed is as it is; empty when nothing says so. */
    public String doubt() {
        return notes.getOrDefault(DOUBT, "");
    }

    /** As the ledger knows it, so that the engine's messages about it are known for ours. */
    public OwnAct entry() {
        return new OwnAct(id, container, call, at, OwnAct.Phase.BEGINS);
    }

    /** The same, of the run that it took down. */
    public ActRecord of(Instant run) {
        return new ActRecord(id, at, incident, rule, service, container, action, step, attempt, run, deadline, call,
                notes, owes, holds);
    }

    /** What was kept under a clock that was ahead of ours: nothing of it is later than now. */
    public ActRecord notAfter(Instant now) {
        if (!at.isAfter(now)) {
            return this;
        }
        return new ActRecord(id, now, incident, rule, service, container, action, step, attempt, startedBefore,
                now.plus(Duration.between(at, deadline)), call, notes, owes, holds);
    }
}
