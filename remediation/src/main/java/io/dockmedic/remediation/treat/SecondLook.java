package io.dockmedic.remediation.treat;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.action.HostAction;
import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import io.dockmedic.remediation.desk.Came;
import io.dockmedic.remediation.ladder.Ladder;
import io.dockmedic.remediation.question.Question;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Looks at the world again before what a person approved is done: it is another one by then. */
final class SecondLook {
    /** Why what was asked about is not asked any more. */
    static final String SOMETHING_ELSE = "its rule asks for something else now";

    /** What becomes no truer by waiting. */
    private static final Set<Reason> FOR_GOOD = EnumSet.of(Reason.OVER, Reason.YIELDED, Reason.ASKED,
            Reason.ORCHESTRATED, Reason.PROTECTED, Reason.OURSELVES);

    /** What was seen when it was looked at again. */
    sealed interface Seen {
        /**
         * Nothing stands against it.
         *
         * @param state null for what is about no container
         */
        record May(@Nullable ContainerState state, Verdict verdict) implements Seen {}

        /** The guards stand against it. */
        record Against(Verdict verdict, Came came) implements Seen {}

        /** It cannot be looked at, now or for good. */
        record Unseen(Came came) implements Seen {}
    }

    private SecondLook() {}

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
    static Future<Seen> at(Rung approved, Question question) {
        return approved.lookedForBackups().compose(looked -> looks(approved, question));
    }

    private static Future<Seen> looks(Rung approved, Question question) {
        Container container = approved.container();
        boolean ofHost = approved.action().filter(HostAction.class::isInstance).isPresent();
        if ((container == null && !ofHost) || !Consultation.about(approved, "").sameRung(question.about())) {
            return Future.succeededFuture(gone(SOMETHING_ELSE));
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
    private static Future<Seen> possible(Rung approved, @Nullable ContainerState state, Seen look) {
        Future<String> footing = look instanceof Seen.May && state != null
                ? approved.footing(state)
                : Future.succeededFuture("");
        return footing.compose(lost -> lost.isEmpty()
                ? refusable(approved, state, look)
                : Future.succeededFuture(new Seen.Against(new Verdict.Suppress(Reason.MOUNT_CHANGED, lost),
                        new Came.NotNow(Reason.MOUNT_CHANGED.word() + ", " + lost))));
    }

    private static Future<Seen> refusable(Rung approved, @Nullable ContainerState state, Seen look) {
        return look instanceof Seen.May
                ? approved.action()
                        .orElseThrow()
                        .toApprove(approved.job("", state))
                        .map(would -> look)
                        .otherwise(why -> notNow(String.valueOf(why.getMessage())))
                : Future.succeededFuture(look);
    }

    private static Seen unseen(CallResult<ContainerState> result) {
        return switch (result) {
            case CallResult.Done<ContainerState> done -> throw new IllegalArgumentException("it was seen");
            case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) ->
                error == ErrorClass.NOT_FOUND ? gone("the container is gone") : notNow(message);
            case CallResult.Unknown<ContainerState>(String why) -> notNow("the engine does not answer: " + why);
        };
    }

    private static Seen gone(String why) {
        return new Seen.Unseen(new Came.Never(why));
    }

    private static Seen notNow(String why) {
        return new Seen.Unseen(new Came.NotNow(why));
    }

    /** What dies again and again runs well in between: that is over when its incident is. */
    private static Came came(Rung approved, Verdict verdict) {
        boolean between = verdict.reason() == Reason.OVER
                && approved.action().filter(action -> action.about().aim() == Aim.REPLACE).isPresent();
        return FOR_GOOD.contains(verdict.reason()) && verdict instanceof Verdict.Suppress && !between
                ? new Came.Never(verdict.detail())
                : new Came.NotNow(verdict.reason().word() + ", " + verdict.detail());
    }

    private static Seen judged(Rung approved, @Nullable ContainerState state, Question question) {
        Verdict verdict = approved.judge(state);
        return verdict instanceof Verdict.Act
                ? new Seen.May(state, new Verdict.Act(verdict.reason(),
                        question.outcome() + "; " + verdict.detail()))
                : new Seen.Against(verdict, came(approved, verdict));
    }
}
