package io.dockmedic.remediation.treat;

import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.HostAction;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.ladder.Input;
import io.dockmedic.remediation.ladder.Ladder;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What is put off is not put off for long without a word where that may go on for long: the fault goes on meanwhile. So it
 * is while nothing can be recorded; and for what is about the host, which nobody hears of otherwise, in a storm, while the
 * engine is out of sight, and while what came of another act is not known; for what follows from something that nobody
 * hears of; while a person is inside the container, who may not be the one who looks after it; while another healer goes on restarting
 * it; while it cannot be seen whether there is a backup; while what was under way on the service before our start cannot be known; and while what
 * an act needs is not there yet. After a minute of it a person is told, once, and the ladder stays where it is. Not so of what is done because it is
 * time: nothing is wrong meanwhile.
 */
final class PutOff {
    private static final Set<Reason> ON_THE_HOST = EnumSet.of(Reason.STORM, Reason.NO_ENGINE, Reason.UNSETTLED);

    private static final Duration WITHOUT_A_WORD = Duration.ofSeconds(60);

    private final Tools tools;
    private final Supplier<Rung> rung;
    private final Runnable telling;
    private final Consumer<Input> told;
    private @Nullable Instant since;
    private boolean said;
    /** What was asked for last was refused, for what it needs is not there yet. */
    private boolean notYet;

    /**
     * @param rung    as it is when asked for
     * @param telling run when a person is about to be told
     * @param told    given what that means for the ladder
     */
    PutOff(Tools tools, Supplier<Rung> rung, Runnable telling, Consumer<Input> told) {
        this.tools = tools;
        this.rung = rung;
        this.telling = telling;
        this.told = told;
    }

    /** Takes note of what the ladder is about to hear. */
    void hears(Input input) {
        if (notYet && input instanceof Input.Judged judged && judged.verdict() instanceof Verdict.Act) {
            // Whether it is there by now what comes of it says.
            return;
        }
        notYet = switch (input) {
            case Input.Refused refused -> refused.error() == ErrorClass.NOT_YET;
            case Input.Judged judged -> false;
            case Input.Done done -> false;
            case Input.Failed failed -> false;
            case Input.Unknown unknown -> false;
            default -> notYet;
        };
        boolean putOff = input instanceof Input.NotRecorded || (notYet && input instanceof Input.Refused)
                || (input instanceof Input.Judged(Verdict verdict, String act) && mayLast(verdict));
        if (!putOff || rung.get().plan().occasion()) {
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

    private boolean mayLast(Verdict verdict) {
        return verdict.reason() == Reason.NO_JOURNAL
                || verdict.reason() == Reason.INHIBITED
                || verdict.reason() == Reason.PERSON_INSIDE
                || verdict.reason() == Reason.OTHER_HEALER
                || (verdict instanceof Verdict.Defer && verdict.reason() == Reason.NO_BACKUP)
                || (verdict.reason() == Reason.UNSETTLED && rung.get().claim().closed())
                || (verdict instanceof Verdict.Defer && ON_THE_HOST.contains(verdict.reason())
                        && rung.get().action().orElse(null) instanceof HostAction);
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
