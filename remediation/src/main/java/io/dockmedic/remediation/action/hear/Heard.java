package io.dockmedic.remediation.action.hear;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.diagnose.FirstError;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.record.Steps;
import io.dockmedic.rules.remedy.ListText;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** What a command of ours wrote: kept with its act as evidence, its last lines, redacted as logs are. */
public final class Heard {
    /** Lines to read: more than are kept, so that a secret of several lines is seen as one. */
    public static final int LINES = 200;

    private static final int KEPT = 20;

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
        List<String> redacted = redactor.lines(written);
        List<String> lines = List.copyOf(redacted.subList(Math.max(0, redacted.size() - KEPT), redacted.size()));
        told.accept(act, lines);
        return steps.note(act, Map.of(ActRecord.OUTPUT, ListText.of(lines)))
                .transform(
                        either -> Future.succeededFuture(lines));
    }

    /** What came of a command that ended by itself. */
    public static Outcome ended(int exitCode, List<String> lines) {
        String words = "exit code " + exitCode;
        if (exitCode == 0) {
            return new Outcome.Done(words);
        }
        Optional<String> error = FirstError.in(lines).or(() -> lines.reversed().stream().findFirst());
        return new Outcome.Failed(words + error.map(line -> ": " + line).orElse(""));
    }

    /** As it may be told. */
    public String redacted(String text) {
        return redactor.line(text);
    }
}
