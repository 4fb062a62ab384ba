package io.dockmedic.remediation.action.hear;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.diagnose.FirstError;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Steps;
import io.dockmedic.rules.remedy.ListText;
import io.vertx.core.Future;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What a command of ours wrote: kept with its act as evidence, its last lines, redacted as logs are. */
public final class Heard {
    /** Lines to read: more than are kept, so that a secret of several lines is seen as one. */
    public static final int LINES = 200;

    private static final int KEPT = 20;
    private static final int MOST = 4000;
    /** A shell adds the signal to this. */
    private static final int SIGNALS = 128;
    /** The highest signal there is. */
    private static final int HIGHEST = 64;

    private final Steps steps;
    private final BiConsumer<String, List<String>> told;
    private final Redactor redactor;
    private final boolean kept;

    /**
     * @param told given what was heard of an act
     * @param kept whether log lines may be kept and told at all
     */
    public Heard(Steps steps, BiConsumer<String, List<String>> told, Redactor redactor, boolean kept) {
        this.steps = steps;
        this.told = told;
        this.redactor = redactor;
        this.kept = kept;
    }

    /** Keeps what was written, and answers with what may be told of it. Never fails: that it cannot be kept stops nothing. */
    public Future<List<String>> keep(String act, List<String> written) {
        if (!kept || written.isEmpty()) {
            return Future.succeededFuture(List.of());
        }
        List<String> lines = last(redactor.lines(written));
        told.accept(act, lines);
        return steps.note(act, Map.of(ActRecord.OUTPUT, ListText.of(lines)))
                .transform(
                        either -> Future.succeededFuture(lines));
    }

    /** Whether anything that is heard is kept: the owner can do without. */
    public boolean keeps() {
        return kept;
    }

    /**
     * Keeps what was written together with notes of its act: both or neither. For what may only be done when it is kept.
     *
     * @return fails as the journal does
     */
    public Future<Void> keep(String act, List<String> written, Map<String, String> beside) {
        if (!kept || written.isEmpty()) {
            return steps.note(act, beside);
        }
        List<String> lines = last(redactor.lines(written));
        Map<String, String> notes = new HashMap<>(beside);
        notes.put(ActRecord.OUTPUT, ListText.of(lines));
        return steps.note(act, notes).onSuccess(noted -> told.accept(act, lines));
    }

    /** So few that a message with them is taken everywhere, and nothing that steers a terminal. */
    private static List<String> last(List<String> lines) {
        Deque<String> kept = new ArrayDeque<>();
        int size = 0;
        for (String line : lines.reversed()) {
            size += line.length();
            if (kept.size() == KEPT || size > MOST) {
                break;
            }
            kept.addFirst(line.replaceAll("[\\p{Cc}\\p{Cf}]", " "));
        }
        return List.copyOf(kept);
    }

    /** What came of a command that is over. One that a signal ended was ended by somebody: how far it came is not known. */
    public static Outcome ended(int exitCode, List<String> lines) {
        String words = "exit code " + exitCode;
        if (exitCode == 0) {
            return new Outcome.Done(words);
        }
        if (exitCode > SIGNALS && exitCode <= SIGNALS + HIGHEST) {
            return new Outcome.Unknown(
                    words + ": a signal ended it, " + (exitCode - SIGNALS) + ", and nobody knows how far it came");
        }
        Optional<String> error = FirstError.in(lines).or(() -> lines.reversed().stream().findFirst());
        return new Outcome.Failed(words + error.map(line -> ": " + line).orElse(""));
    }

    /** As it may be told. */
    public String redacted(String text) {
        return redactor.line(text);
    }
}
