package io.dockmedic.remediation.treat;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.action.Action;
import io.dockmedic.remediation.action.HostAction;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.decide.brake.Brakes;
import io.dockmedic.remediation.desk.Came;
import io.dockmedic.remediation.ladder.Ladder;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Asks a person about what a rung may not do by itself, and looks at the world again before it does what was approved. */
final class Consultation {
    /** What becomes no truer by waiting. */
    private static final Set<Reason> FOR_GOOD = EnumSet.of(Reason.OVER, Reason.YIELDED, Reason.ASKED,
            Reason.ORCHESTRATED, Reason.PROTECTED, Reason.OURSELVES);

    private static final int SHORT_ID = 12;

    /** What was seen when it was looked at again. */
    sealed interface Look {
        /**
         * Nothing stands against it.
         *
         * @param state null for what is about no container
         */
        record May(@Nullable ContainerState state, Verdict verdict) implements Look {}

        /** The guards stand against it. */
        record Against(Verdict verdict, Came came) implements Look {}

        /** It cannot be looked at, now or for good. */
        record Unseen(Came came) implements Look {}
    }

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

    /** Why it need not be looked at; empty when it is to be. */
    static Optional<Came> against(Ladder ladder, int rungs, Question question) {
        if (ladder.resolved() || ladder.state().settled()) {
            return Optional.of(new Came.Never("it is over"));
        }
        return ladder.state().free() && question.about().step() < rungs
                ? Optional.empty()
                : Optional.of(new Came.NotNow("another step is under way: " + ladder.state().word()));
    }

    /** Looks at the container, and asks the guards as one that was approved. Never fails. */
    static Future<Look> look(Rung approved, Question question) {
        Container container = approved.container();
        boolean ofHost = approved.action().filter(HostAction.class::isInstance).isPresent();
        if ((container == null && !ofHost) || !about(approved, "").sameRung(question.about())) {
            return Future.succeededFuture(gone("its rule asks for something else now"));
        }
        if (container == null || ofHost) {
            // It looks at everything itself, and right before each thing that it does.
            return approved.tools()
                    .brake()
                    .look()
                    .compose(looked -> possible(approved, null, judged(approved, null, question)));
        }
        if (!container.id().equals(question.about().container())) {
            return Future.succeededFuture(gone("the container was created anew since it was asked"));
        }
        Tools tools = approved.tools();
        return tools.calls()
                .inspect(container.id(), Duration.ZERO)
                .compose(tools.brake()::upToDate)
                .compose(result -> result instanceof CallResult.Done<ContainerState>(ContainerState state)
                        ? possible(approved, state, judged(approved, state, question))
                        : Future.succeededFuture(unseen(result)));
    }

    /** What would be refused as it looks now does not use up the yes. */
    private static Future<Look> possible(Rung approved, @Nullable ContainerState state, Look look) {
        return look instanceof Look.May
                ? approved.action()
                        .orElseThrow()
                        .toApprove(approved.job("", state))
                        .map(would -> look)
                        .otherwise(why -> notNow(String.valueOf(why.getMessage())))
                : Future.succeededFuture(look);
    }

    private static Look unseen(CallResult<ContainerState> result) {
        return switch (result) {
            case CallResult.Done<ContainerState> done -> throw new IllegalArgumentException("it was seen");
            case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) ->
                error == ErrorClass.NOT_FOUND ? gone("the container is gone") : notNow(message);
            case CallResult.Unknown<ContainerState>(String why) -> notNow("the engine does not answer: " + why);
        };
    }

    private static Look gone(String why) {
        return new Look.Unseen(new Came.Never(why));
    }

    private static Look notNow(String why) {
        return new Look.Unseen(new Came.NotNow(why));
    }

    /** What dies again and again runs well in between: that is over when its incident is. */
    private static Came came(Rung approved, Verdict verdict) {
        boolean between = verdict.reason() == Reason.OVER
                && approved.action().filter(action -> action.about().aim() == Aim.REPLACE).isPresent();
        return FOR_GOOD.contains(verdict.reason()) && verdict instanceof Verdict.Suppress && !between
                ? new Came.Never(verdict.detail())
                : new Came.NotNow(verdict.reason().word() + ", " + verdict.detail());
    }

    private static Look judged(Rung approved, @Nullable ContainerState state, Question question) {
        Verdict verdict = approved.judge(state);
        return verdict instanceof Verdict.Act
                ? new Look.May(state, new Verdict.Act(verdict.reason(),
                        question.outcome() + "; " + verdict.detail()))
                : new Look.Against(verdict, came(approved, verdict));
    }

    /** In a pause or a dry-run nothing follows from an answer, so nobody is asked. */
    private static boolean nothingIsDone(Rung rung) {
        Brakes brakes = rung.tools().brake().on(rung.container());
        return rung.tools().policy().dryRun() || brakes.dryRun() != null || brakes.paused() != null;
    }

    private static Question.About about(Rung rung, String would) {
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
                .map(call -> call.replace("{id}", shown))
                .toList();
    }
}
