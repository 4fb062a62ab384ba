package io.dockmedic.remediation.treat;

import io.dockmedic.remediation.decide.storm.KnownCause;
import io.dockmedic.remediation.ladder.Input;
import io.dockmedic.remediation.ladder.Ladder;
import io.dockmedic.remediation.publish.Attempt;
import java.util.Optional;

/** Lets others that the same cause made know that what was done about this one did not help. */
final class SameCause {
    private final Tools tools;
    private final Chart chart;

    SameCause(Tools tools, Chart chart) {
        this.tools = tools;
        this.chart = chart;
    }

    /** Of where the ladder stands, also of what was done before our restart. */
    void stands() {
        Ladder ladder = chart.ladder();
        if (ladder.resolved() || last(ladder).filter(Attempt::inVain).isEmpty()) {
            return;
        }
        String cause = KnownCause.of(chart.incident());
        if (!cause.isEmpty()) {
            tools.inVain().failed(cause, chart.incident().id(), tools.clock().now());
        }
    }

    void heard(Input input) {
        if (input instanceof Input.Resolved || input instanceof Input.Proved) {
            tools.inVain().over(chart.incident().id());
        }
    }

    /** What was done last, or was to be; that people are told is nothing done. */
    private Optional<Attempt> last(Ladder ladder) {
        return ladder.attempts()
                .stream()
                .filter(attempt -> tools.actions()
                        .find(attempt.action())
                        .filter(action -> action.about().changes())
                        .isPresent())
                .reduce((before, after) -> after);
    }
}
