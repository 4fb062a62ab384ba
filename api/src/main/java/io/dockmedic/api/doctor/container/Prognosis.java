package io.dockmedic.api.doctor.container;

import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.healer.HealerCheck;
import io.dockmedic.api.doctor.healer.PolicyCheck;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.forecast.Forecast;

/**
 * What would become of one container.
 *
 * @param died       the answer to a restart when it ends with an error by itself
 * @param unhealthy  the answer to a restart when its health check fails
 * @param labelsHelp whether a label would change it
 * @param asked      whether the engine says that somebody asked for an end; where it does not, none is healed
 */
record Prognosis(Sighting sighting, Verdict died, Verdict unhealthy, boolean labelsHelp, boolean asked) {
    private static final String LABEL = "labels: {dockmedic.heal: \"true\"} in Compose, or docker run --label"
            + " dockmedic.heal=true";
    private static final String PROBE = "healthcheck: {test: [CMD, …]} in Compose, or HEALTHCHECK in the Dockerfile";

    static Prognosis of(Sighting sighting, Forecast forecast, boolean labelsHelp, boolean asked) {
        return new Prognosis(sighting, forecast.died(sighting.container(), sighting.state()),
                forecast.unhealthy(sighting.container(), sighting.state()), labelsHelp, asked);
    }

    boolean healed() {
        return (died instanceof Verdict.Act && asked && !PolicyCheck.restarted(sighting))
                || (unhealthy instanceof Verdict.Act && probed());
    }

    /** Whether it is the engine alone that starts it again; Dockmedic would, did its restart policy not go first. */
    boolean leftToTheEngine() {
        return died instanceof Verdict.Act && PolicyCheck.restarted(sighting) && !healed();
    }

    private boolean consented() {
        return died instanceof Verdict.Act || unhealthy instanceof Verdict.Act;
    }

    private boolean probed() {
        return sighting.state().health() != null;
    }

    /** Whether nobody need wonder that nothing is done: it is wanted so, or it does not run. */
    boolean meantToBe() {
        return !consented() && switch (died.reason()) {
            case ORCHESTRATED, OURSELVES, PROTECTED -> true;
            case NO_CONSENT -> refused() || sighting.container().job() || !sighting.state().running() || healer();
            default -> false;
        };
    }

    private boolean healer() {
        return HealerCheck.isHealer(sighting.container().image());
    }

    private boolean refused() {
        return says("dockmedic.heal", "false") || says("autoheal", "false");
    }

    private boolean says(String label, String value) {
        return sighting.container().labels().getOrDefault(label, "").strip().equalsIgnoreCase(value);
    }

    Finding finding() {
        return (consented() ? healing() : alone()).about(sighting.container().name());
    }

    private Finding alone() {
        String why = "left alone: " + died.detail() + (sighting.state().running() ? "" : "; it does not run");
        if (meantToBe()) {
            return Finding.ok(why);
        }
        return labelsHelp ? Finding.loses(why).todo(LABEL) : Finding.loses(why);
    }

    private Finding healing() {
        if (!(died instanceof Verdict.Act)) {
            return probed()
                    ? Finding.ok("restarted when unhealthy, and nothing else: it has autoheal=true only").todo(LABEL)
                    : Finding.loses(
                            "autoheal=true has it restarted when unhealthy, and it has no health check: nothing is"
                                    + " ever done")
                            .todo(PROBE, "or for deaths: " + LABEL);
        }
        String ends = asItIs() + end();
        return probed()
                ? Finding.ok(ends + "; restarted when unhealthy")
                : Finding.loses(ends + "; it has no health check: when it hangs nobody notices").todo(PROBE);
    }

    private String end() {
        if (PolicyCheck.restarted(sighting)) {
            return "when it ends with an error the engine restarts it (" + sighting.state().restartPolicy().name()
                    + "), and a loop is for a person";
        }
        return asked
                ? "restarted when it ends with an error"
                : "when it ends a person is told, for this engine does not say whether somebody asked for it";
    }

    private String asItIs() {
        return sighting.state().running() ? "" : "does not run, and is left so until somebody starts it; then ";
    }
}
