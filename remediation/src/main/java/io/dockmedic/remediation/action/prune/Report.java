package io.dockmedic.remediation.action.prune;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.host.disk.Usage;
import io.dockmedic.remediation.record.Thing;
import io.dockmedic.remediation.room.Goal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What has come of an act so far, for a person. To be used once. */
final class Report {
    /** Of what the engine says it removed of what nothing shares, so much must have come free, or it keeps its things elsewhere. */
    private static final int A_TENTH = 10;
    /** So many things that free nothing at all are no chance. */
    private static final int IN_VAIN = 5;

    private final List<String> done = new ArrayList<>();
    /** How much was free after each of these. */
    private final List<String> frees = new ArrayList<>();
    private final List<String> not = new ArrayList<>();
    private @Nullable ErrorClass error;
    private String firstError = "";
    private boolean over;
    private boolean kindOver;
    private boolean unknown;
    private @Nullable Stage stage;
    private @Nullable Usage began;
    private List<Thing> gone = List.of();

    /** The things of a kind are about to go. */
    void begin(Stage of, Usage before) {
        stage = of;
        began = before;
        gone = new ArrayList<>();
        kindOver = false;
    }

    /** So much is free now that those of a kind have gone that were to. */
    void end(Usage after) {
        if (stage == null || began == null || gone.isEmpty()) {
            return;
        }
        boolean elsewhere = elsewhere(after);
        done.add(stage.words(gone) + (elsewhere ? "; hardly any of it came free here" : ""));
        over = over || elsewhere;
        frees.add(Goal.words(after));
    }

    private boolean elsewhere(Usage after) {
        if (stage == null || began == null) {
            return false;
        }
        long gain = after.available() - began.available();
        long bytes = gone.stream().mapToLong(Thing::measured).sum();
        return stage.kind().equals(BuildCache.KIND) ? bytes > 0 && gain < bytes / A_TENTH : inVain(after);
    }

    /** Whether what went of this kind has freed nothing here, which several did. */
    boolean inVain(Usage now) {
        return began != null && gone.size() >= IN_VAIN && now.available() <= began.available();
    }

    void gone(Thing thing) {
        gone.add(thing);
    }

    /** One that was to go is still there; the next may go, unless that is what the engine refuses. */
    void left(ErrorClass why, String words) {
        fails(why, words);
        kindOver = why != ErrorClass.CONFLICT;
        over = over || (kindOver && why != ErrorClass.DENIED);
    }

    /** Nothing more goes. */
    void stopped(ErrorClass why, String words) {
        fails(why, words);
        over = true;
    }

    /** Of a kind nothing can be seen. */
    void passedOver(ErrorClass why, String words) {
        fails(why, words);
    }

    private void fails(ErrorClass why, String words) {
        if (error == null) {
            error = why;
            firstError = words;
        }
        not.add(words);
    }

    /** Of a kind there is nothing to go. */
    void none(String words) {
        not.add(words);
    }

    void unknown(String words) {
        unknown = true;
        over = true;
        firstError = words;
    }

    /** Whether nothing more is to go. */
    boolean over() {
        return over;
    }

    /** Whether nothing more of this kind is to go. */
    boolean kindOver() {
        return over || kindOver;
    }

    boolean isUnknown() {
        return unknown;
    }

    boolean anything() {
        return !done.isEmpty();
    }

    /** What first went wrong; null when nothing did. */
    @Nullable
    ErrorClass error() {
        return error;
    }

    /** Why nothing went. */
    String why() {
        String before = done.isEmpty() ? "" : "removed " + String.join("; ", done) + "; then ";
        return firstError.isEmpty() ? String.join("; ", not) : before + firstError;
    }

    /** What went, and how much was free before, after each kind and in the end. */
    String text(Usage before, Usage after) {
        StringBuilder text = new StringBuilder("free before " + Goal.words(before) + ", after " + Goal.words(after)
                + ": removed ");
        for (int i = 0; i < done.size(); i++) {
            text.append(done.get(i));
            if (i < done.size() - 1) {
                text.append(" (then ").append(frees.get(i)).append(" free); ");
            }
        }
        return text + (firstError.isEmpty() ? "" : "; not done: " + firstError);
    }
}
