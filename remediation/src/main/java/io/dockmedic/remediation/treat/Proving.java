package io.dockmedic.remediation.treat;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.remediation.action.HostAction;
import io.dockmedic.remediation.action.Job;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.ladder.Input;
import io.dockmedic.remediation.record.ActRecord;
import io.dockmedic.remediation.room.Wanted;
import io.dockmedic.remediation.verify.After;
import io.dockmedic.remediation.verify.Proof;
import io.dockmedic.rules.incident.Tried;
import io.dockmedic.rules.remedy.Seen;
import io.dockmedic.rules.remedy.Step;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Has it proven that what was done on a rung worked; one proof at a time. */
final class Proving {
    private final Tools tools;
    private final Chart chart;
    private final Consumer<Input> tells;
    private @Nullable Proof proof;

    /** @param tells given what the proof showed */
    Proving(Tools tools, Chart chart, Consumer<Input> tells) {
        this.tools = tools;
        this.chart = chart;
        this.tells = tells;
    }

    /** @param act what is to be proven to have worked */
    void begin(String act) {
        begin(act, false);
    }

    /** The same of an act of before our restart. */
    void goOn(String act) {
        begin(act, true);
    }

    private void begin(String act, boolean restarted) {
        Rung rung = chart.rung();
        Step.Verify verify = rung.step().verify();
        if (verify != null && verify.condition() == Step.State.OVER) {
            rung.claim().keep();
            tools.tried().accept(Tried.about(chart.incident()));
            proof = Proof.ofEnd(() -> chart.ladder().resolved(), verify, tools.clock(), tools.timers(), this::proven);
            return;
        }
        Container container = rung.container();
        Optional<HostAction> ofHost = rung.action()
                .filter(HostAction.class::isInstance)
                .map(HostAction.class::cast);
        Optional<Wanted> wanted = ofHost.flatMap(action -> action.wanted(rung.job("", null)));
        boolean found = wanted.isEmpty() && ofHost.isPresent()
                && verify != null && verify.condition() == Step.State.WELL;
        Seen seen = verify != null && verify.condition() instanceof Seen asked ? asked : null;
        if (verify == null || (container == null && wanted.isEmpty() && !found && seen == null)) {
            tells.accept(new Input.Disproved("there is nothing to look at"));
            return;
        }
        // Holds the service over our restart as well.
        rung.claim().keep();
        if (tools.acts().find(act).filter(ActRecord::downBefore).isPresent()) {
            // It did not run, and is not to: that it does not shows nothing.
            proven(Optional.empty());
            return;
        }
        if (seen != null) {
            Optional<Instant> before = tools.acts().before(act);
            After after = new After(before.orElseGet(tools.clock()::now), restarted || before.isPresent(), gives(rung));
            proof = Proof.ofSeen(seen, verify, tools.ears().of(seen, rung.about()), after, tools.clock(),
                    tools.timers(), this::proven);
            return;
        }
        if (found) {
            Job job = rung.job("", null);
            proof = Proof.ofFinding(() -> ofHost.flatMap(action -> action.finding(job)), verify, tools.clock(),
                    tools.timers(), this::proven);
            return;
        }
        proof = wanted
                .map(room -> Proof.ofRoom(room, verify, tools.gauge(), tools.clock(), tools.timers(), this::proven))
                .orElseGet(() -> of(rung, Objects.requireNonNull(container).id(), verify));
    }

    private Proof of(Rung rung, String container, Step.Verify verify) {
        return gives(rung)
                ? Proof.ofEnough(container, verify, tools.calls(), tools.clock(), tools.timers(), this::proven)
                : Proof.begin(container, verify, tools.asks(), tools.calls(), tools.clock(), tools.timers(),
                        this::proven);
    }

    private static boolean gives(Rung rung) {
        return rung.action().filter(action -> action.about().aim() == Aim.GIVE_MORE).isPresent();
    }

    /** An event of the incident's service. */
    void event(ContainerEvent event) {
        if (proof != null) {
            proof.event(event);
        }
    }

    void cancel() {
        if (proof != null) {
            proof.cancel();
            proof = null;
        }
    }

    private void proven(Optional<String> broken) {
        proof = null;
        Rung rung = chart.rung();
        boolean copies = rung.action().filter(action -> action.about().aim() == Aim.KEEP).isPresent();
        tells.accept(broken.map(Proving::input)
                .orElseGet(() -> copies && !rung.plan().occasion() ? new Input.Kept() : new Input.Proved()));
    }

    private static Input input(String why) {
        return switch (why) {
            case Proof.NO_HEALTH_CHECK -> new Input.Unprovable(why);
            case Proof.AFTER_RESTART -> new Input.NeverSettled(why);
            default -> new Input.Disproved(why);
        };
    }
}
