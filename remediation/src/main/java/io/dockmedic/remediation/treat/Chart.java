package io.dockmedic.remediation.treat;

import io.dockmedic.remediation.ladder.Ladder;
import io.dockmedic.remediation.ladder.LadderState;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.remediation.record.LadderRecord;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.IncidentChange;
import io.dockmedic.rules.remedy.RemedyPlan;
import io.dockmedic.rules.remedy.Step;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** How one incident's remedy stands, for all who have a part in it. To be used on one context. */
final class Chart {
    private final Tools tools;
    private RemedyPlan plan;
    private Incident incident;
    private Ladder ladder;
    private @Nullable Instant toldAt;
    private @Nullable Question granted;
    private int moves;

    Chart(Tools tools, IncidentChange change, LadderRecord ladder) {
        this.tools = tools;
        this.plan = change.plan();
        this.incident = change.incident();
        this.ladder = ladder.ladder();
        this.toldAt = ladder.toldAt();
    }

    Incident incident() {
        return incident;
    }

    RemedyPlan plan() {
        return plan;
    }

    Ladder ladder() {
        return ladder;
    }

    /** What a person has just approved; null when nobody did. */
    @Nullable
    Question granted() {
        return granted;
    }

    void grant(@Nullable Question question) {
        granted = question;
    }

    /** The service it is about; empty when the incident is about none. */
    String service() {
        return rung().service();
    }

    /** The rung on which the ladder stands. */
    Rung rung() {
        return new Rung(tools, plan, incident, ladder, granted);
    }

    /** As the journal has it. */
    LadderRecord row() {
        return new LadderRecord(ladder, incident.rule(), service(), toldAt);
    }

    /** More is known of the incident, and its rule may have been read anew. What is under way is finished as it was begun. */
    void read(IncidentChange now) {
        incident = now.incident();
        RemedyPlan next = now.plan();
        boolean between = ladder.state().free() || ladder.state().ended()
                || ladder.state() instanceof LadderState.Planned;
        if (!between || next.steps().isEmpty() || next.equals(plan)) {
            return;
        }
        List<Step> before = plan.steps();
        plan = next;
        tools.desk()
                .withdraw(incident.id(), SecondLook.SOMETHING_ELSE, question -> {
                    int step = question.about().step();
                    return step >= before.size() || step >= next.steps().size()
                            || !before.get(step).equals(next.steps().get(step));
                });
    }

    /** The ladder stands there now. */
    void stands(Ladder now) {
        ladder = now;
    }

    /** A person is being told. */
    void toldNow() {
        Instant now = tools.clock().now();
        toldAt = now;
        tools.services()
                .told(service(), now, incident.id(), incident.rule(),
                        tools.desk().open(incident.id()).stream().map(Question::about).toList());
    }

    /** What was asked until now is answered too late. */
    void moved() {
        moves++;
    }

    /** Asks, and hands the answer on unless the ladder has moved on by then. */
    <T> void ask(Supplier<Future<T>> what, Consumer<T> then) {
        int asked = moves;
        what.get().onSuccess(came -> {
            if (asked == moves) {
                then.accept(came);
            }
        });
    }

    /** How often the ladder has moved. */
    int moves() {
        return moves;
    }
}
