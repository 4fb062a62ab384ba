package io.dockmedic.remediation.treat;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.ladder.LadderState;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.rules.incident.Incident;
import io.micrometer.core.instrument.Counter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Makes known what was decided: counts it, logs what is news of it, and lets the storm brake know what it holds up. */
final class Ruling {
    private static final Logger LOG = LoggerFactory.getLogger(Remedy.class);

    private Ruling() {}

    /** A verdict, also one that only repeats the last; that one may have been because of an earlier storm. */
    static void counted(Rung rung, Verdict verdict) {
        Container container = rung.container();
        if (verdict.reason() == Reason.STORM && container != null && !rung.ladder().resolved()) {
            rung.tools().brake().storm().heldUp(rung.incident(), container);
        }
        Counter.builder("dockmedic.verdicts")
                .description("Decisions on an act, also those to do nothing")
                .tags("rule", rung.incident().rule(), "action", rung.step().action())
                .tags("verdict", verdict.word(), "reason", verdict.reason().word())
                .register(rung.tools().meters())
                .increment();
    }

    /** A decision that is news. */
    static void made(Rung rung, Attempt decision) {
        Incident incident = rung.incident();
        // Two healers on one container is for the owner to mend.
        LOG.atLevel(decision.reason().equals(Reason.OTHER_HEALER.word()) ? Level.WARN : Level.INFO)
                .addKeyValue("service", rung.service())
                .addKeyValue("rule", incident.rule())
                .addKeyValue("incident", incident.id())
                .addKeyValue("action", decision.action())
                .addKeyValue("attempt", decision.number())
                .addKeyValue("verdict", decision.verdict())
                .addKeyValue("reason", decision.reason())
                .log("{} of {} ({}): {}", decision.action(), rung.subject(), decision.verdict(), decision.detail());
    }

    /** A remedy has come to an end. */
    static void ended(Rung rung) {
        LadderState state = rung.ladder().state();
        Counter.builder("dockmedic.remedies")
                .description("Remedies that ended")
                .tags("rule", rung.incident().rule(), "result", state.word())
                .register(rung.tools().meters())
                .increment();
        if (state instanceof LadderState.Healed) {
            Tempo.healed(rung, rung.tools().clock().now());
        }
        LOG.atInfo()
                .addKeyValue("service", rung.service())
                .addKeyValue("rule", rung.incident().rule())
                .addKeyValue("incident", rung.incident().id())
                .addKeyValue("state", state.word())
                .log("remedy of {} {}: {}", rung.subject(), state.word(), state.detail());
    }
}
