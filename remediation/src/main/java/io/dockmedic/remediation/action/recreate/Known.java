package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.remediation.record.ActRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one act, as the journal's notes have it.
 *
 * @param act    its id
 * @param old    full id of the container that is to be made anew
 * @param run    the run it was in; null when it never ran
 * @param name   its own name
 * @param ran    whether it was running
 * @param policy its own restart policy
 * @param made   full id of the new one; empty while there is none that is known to be the same
 * @param proven the new one has shown that it runs, or somebody else has left only that one running
 * @param back   why all is put back as it was; empty while it is not
 * @param down   somebody has asked for the service's end meanwhile
 * @param taken  its restart policy was taken away by us
 * @param part   number of the latest call
 * @param image  full id of the image that the new one is made on; empty for the old one's own
 * @param into   full id of the container whose network the new one is made for, because the one that the old one names is gone: so the
 *               old one cannot be started any more; empty as a rule
 */
record Known(String act, String old, @Nullable Instant run, String name, boolean ran, RestartPolicy policy,
        String made, boolean proven, String back, boolean down, boolean taken, int part, String image, String into) {
    private static final String NAME = "name";
    /** To the nanosecond: a run is known by it. */
    private static final String RUN = "run";
    private static final String RAN = "ran";
    private static final String POLICY = "policy";
    private static final String RETRIES = "retries";
    private static final String MADE = ActRecord.SUCCESSOR;
    private static final String PROVEN = "proven";
    private static final String BACK = "back";
    private static final String DOWN = "down";
    private static final String TAKEN = "taken";
    private static final String PART = "part";
    private static final String IMAGE = "image";
    private static final String INTO = "into";
    private static final String YES = "yes";
    private static final int SHORT = 8;

    /** No restart policy. */
    static final RestartPolicy NONE = new RestartPolicy("no", 0);

    /** On the image that the old one is made on, and with what it names. */
    Known(String act, String old, @Nullable Instant run, String name, boolean ran, RestartPolicy policy, String made,
            boolean proven, String back, boolean down, boolean taken, int part) {
        this(act, old, run, name, ran, policy, made, proven, back, down, taken, part, "", "");
    }

    /** What is written down before anything is done. */
    static Map<String, String> first(ContainerState state) {
        return Map.of(NAME, state.name(), RUN, Objects.toString(state.startedAt(), ""), RAN,
                state.running() ? YES : "no", POLICY, state.restartPolicy().name(),
                RETRIES, Integer.toString(state.restartPolicy().maximumRetry()));
    }

    /** Before anything is done. */
    static Known begin(String act, ContainerState state) {
        return new Known(act, state.id(), state.startedAt(), state.name(), state.running(), state.restartPolicy(), "",
                false, "", false, false, 0);
    }

    /** As the journal has it; null where the notes are not of such an act. */
    static @Nullable Known of(String act, String old, Map<String, String> notes) {
        String name = notes.get(NAME);
        if (name == null) {
            return null;
        }
        String run = notes.getOrDefault(RUN, "");
        return new Known(act, old, run.isEmpty() ? null : Instant.parse(run), name, YES.equals(notes.get(RAN)),
                new RestartPolicy(notes.getOrDefault(POLICY, NONE.name()),
                        Integer.parseInt(notes.getOrDefault(RETRIES, "0"))),
                notes.getOrDefault(MADE, ""), YES.equals(notes.get(PROVEN)), notes.getOrDefault(BACK, ""),
                YES.equals(notes.get(DOWN)), YES.equals(notes.get(TAKEN)),
                Integer.parseInt(notes.getOrDefault(PART, "0")), notes.getOrDefault(IMAGE, ""),
                notes.getOrDefault(INTO, ""));
    }

    /** The name under which the new one is made. */
    String newName() {
        return name + ".dockmedic-new-" + act.substring(0, Math.min(SHORT, act.length()));
    }

    /** The name that the old one has while the new one has to show that it runs. */
    String oldName() {
        return name + ".dockmedic-old-" + act.substring(0, Math.min(SHORT, act.length()));
    }

    /** What finds the new one. */
    String madeKey() {
        return made.isEmpty() ? newName() : made;
    }

    Known made(String id) {
        return new Known(act, old, run, name, ran, policy, id, proven, back, down, taken, part, image, into);
    }

    Known nowProven() {
        return new Known(act, old, run, name, ran, policy, made, true, back, down, taken, part, image, into);
    }

    Known goingBack(String why) {
        return new Known(act, old, run, name, ran, policy, made, proven, why, down, taken, part, image, into);
    }

    Known down(boolean now) {
        return new Known(act, old, run, name, ran, policy, made, proven, back, now, taken, part, image, into);
    }

    /** From now on its restart policy is ours to give back. */
    Known takesPolicy() {
        return new Known(act, old, run, name, ran, policy, made, proven, back, down, true, part, image, into);
    }

    Known nextPart() {
        return new Known(act, old, run, name, ran, policy, made, proven, back, down, taken, part + 1, image, into);
    }

    /** The new one is to be made on another image. */
    Known onto(String id) {
        return new Known(act, old, run, name, ran, policy, made, proven, back, down, taken, part, id, into);
    }

    /** The new one is to be made for the network of that container. */
    Known into(String id) {
        return new Known(act, old, run, name, ran, policy, made, proven, back, down, taken, part, image, id);
    }

    /** The old one's last run is another one by now, which nobody has asked for. */
    Known inRun(@Nullable Instant last) {
        return new Known(act, old, last, name, ran, policy, made, proven, back, down, taken, part, image, into);
    }

    /** Whether it is brought to its end, on or back, whatever stands against it. */
    boolean committed() {
        return proven || !back.isEmpty();
    }

    /** The whole act, as the ledger knows it. */
    String call() {
        return otherImage() ? Replacement.ROLLBACK : Replacement.RECREATE;
    }

    /** Whether the new one is to be made on another image. */
    boolean otherImage() {
        return !image.isEmpty();
    }

    /** Whether the old one is bound to a container that is gone: what is stopped of it is never started again. */
    boolean bound() {
        return !into.isEmpty();
    }

    /** As the journal is to have it. */
    Map<String, String> notes() {
        Map<String, String> notes = new HashMap<>();
        notes.put(MADE, made);
        notes.put(PROVEN, proven ? YES : "no");
        notes.put(BACK, back);
        notes.put(DOWN, down ? YES : "no");
        notes.put(TAKEN, taken ? YES : "no");
        notes.put(PART, Integer.toString(part));
        notes.put(RUN, Objects.toString(run, ""));
        notes.put(IMAGE, image);
        notes.put(INTO, into);
        return notes;
    }
}
