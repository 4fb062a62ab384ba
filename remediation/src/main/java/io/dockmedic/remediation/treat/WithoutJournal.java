package io.dockmedic.remediation.treat;

import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.ladder.Input;
import io.dockmedic.remediation.ladder.Ladder;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What cannot be recorded is put off, but not for long without a word: the fault goes on meanwhile. After a minute of it
 * a person is told, once, and the ladder stays where it is.
 */
final class WithoutJournal {
    private static final Duration WITHOUT_A_WORD = Duration.ofSeconds(60);

    private final Tools tools;
    private final Supplier<Rung> rung;
    private final Runnable telling;
    private final Consumer<Input> told;
    private @Nullable Instant since;
    private boolean said;

    /**
     * @param rung    as it is when asked for
     * @param telling run when a person is about to be told
     * @param told    given what that means for the ladder
     */
    WithoutJournal(Tools tools, Supplier<Rung> rung, Runnable telling, Consumer<Input> told) {
        this.tools = tools;
        this.rung = rung;
        this.telling = telling;
        this.told = told;
    }

    /** Takes note of what the ladder is about to hear. */
    void hears(Input input) {
        boolean unrecorded = input instanceof Input.NotRecorded
                || (input instanceof Input.Judged(Verdict verdict, String act)
                        && verdict.reason() == Reason.NO_JOURNAL);
        if (!unrecorded) {
            since = input instanceof Input.Judged ? null : since;
            return;
        }
        Instant now = tools.clock().now();
        Instant began = since == null ? now : since;
        since = began;
        if (!said && !now.isBefore(began.plus(WITHOUT_A_WORD))) {
            said = true;
            tools.timers().after(Duration.ZERO, this::tell);
        }
    }

    private void tell() {
        Rung here = rung.get();
        Ladder ladder = here.ladder();
        boolean wanted = !ladder.heard() && !ladder.resolved() && !ladder.state().ended();
        Optional<Rung> first = wanted ? here.telling() : Optional.empty();
        if (first.isEmpty() || !(first.get().judge(null) instanceof Verdict.Act)) {
            said = false;
            return;
        }
        telling.run();
        first.get()
                .action()
                .orElseThrow()
                .perform(here.job(UUID.randomUUID().toString(), null), Future.succeededFuture())
                .onSuccess(outcome -> told.accept(new Input.ToldOnTheWay()));
    }
}
