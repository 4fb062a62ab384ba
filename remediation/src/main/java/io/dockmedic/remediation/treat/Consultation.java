package io.dockmedic.remediation.treat;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.action.Action;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.decide.brake.Brakes;
import io.dockmedic.remediation.ladder.Ladder;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.rules.incident.Incident;
import java.util.List;
import java.util.Optional;

/** Asks a person about what a rung may not do by itself. */
final class Consultation {
    private static final int SHORT_ID = 12;

    private Consultation() {}

    /** Whether a person is to be asked, for want of approval. */
    static boolean asks(Rung rung, Verdict verdict) {
        return verdict.reason() == Reason.NOT_APPROVED && !nothingIsDone(rung);
    }

    /**
     * The verdict, with a person asked.
     *
     * @param would what they are asked to approve
     */
    static Verdict asking(Rung rung, Verdict verdict, String would) {
        Optional<String> against = rung.action().flatMap(action -> action.against(rung.step().parameters()));
        if (against.isPresent()) {
            return new Verdict.Suppress(Reason.NOT_APPROVED,
                    "nobody is asked, for it could not be done: " + against.get());
        }
        if (rung.plan().occasion()) {
            return new Verdict.Suppress(Reason.NOT_APPROVED,
                    "nobody is asked about what comes by a schedule: who is to say yes in the night?");
        }
        Question.About about = about(rung, would);
        if (rung.action().filter(Action::wordForWord).isPresent()) {
            rung.tools()
                    .desk()
                    .withdraw(about.incident(), "it would be done otherwise by now",
                            one -> one.about().sameRung(about) && !one.about().would().equals(would));
        }
        Question question = rung.tools().desk().about(about).orElseGet(() -> rung.tools().desk().ask(about));
        return question.pending()
                ? new Verdict.Suppress(Reason.AWAITS_APPROVAL,
                        "a person has to say yes: dockmedic approve " + question.id())
                : new Verdict.Suppress(Reason.NOT_APPROVED, question.outcome());
    }

    /** Ids of questions that the ladder takes for open, and which are not: they were answered as we ended. */
    static List<String> forgotten(Ladder ladder, List<Question> open) {
        return ladder.attempts()
                .stream()
                .filter(one -> one.reason().equals(Reason.AWAITS_APPROVAL.word()) && one.outcome().isEmpty())
                .map(one -> one.detail().substring(one.detail().lastIndexOf(' ') + 1))
                .filter(id -> open.stream().noneMatch(question -> question.id().equals(id)))
                .toList();
    }

    /** In a pause or a dry-run nothing follows from an answer, so nobody is asked. */
    private static boolean nothingIsDone(Rung rung) {
        Brakes brakes = rung.tools().brake().on(rung.container());
        return rung.tools().policy().dryRun() || brakes.dryRun() != null || brakes.paused() != null;
    }

    /** What a person is asked. */
    static Question.About about(Rung rung, String would) {
        Incident incident = rung.incident();
        Container container = rung.container();
        Action does = rung.action().orElseThrow();
        ActionDescription action = does.about();
        String id = container == null ? "" : container.id();
        return new Question.About(incident.id(), incident.rule(), rung.ladder().step(), rung.subject(), id,
                container == null ? "" : container.name(), action.name(), does.shown(rung.step().parameters()),
                would,
                calls(action, id), container == null ? action.undo() : action.undo().replace("NAME", container.name()),
                incident.annotations().getOrDefault("summary", incident.rule() + ": " + incident.key()));
    }

    /** Those that change something. */
    private static List<String> calls(ActionDescription action, String id) {
        String shown = id.substring(0, Math.min(SHORT_ID, id.length()));
        return action.engineCalls()
                .stream()
                .filter(call -> !call.startsWith("GET "))
                .map(call -> shown.isEmpty() ? call : call.replace("{id}", shown))
                .toList();
    }
}
