package io.dockmedic.remediation.action.shared;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.remediation.action.Outcome;
import io.vertx.core.Future;
import java.util.Optional;

/**
 * Whether a container that shares the network of another one could be started again, were it stopped now. The engine joins no container that
 * is gone, or that does not run; a restart is refused only after its stop, and leaves it down.
 */
public final class Rejoining {
    private static final int SHORT_ID = 12;

    private Rejoining() {}

    /**
     * Why it is not stopped now, and what to type; empty where it shares no network, or could join that again. To be asked right before the
     * stop. The future never fails.
     *
     * @param not how the message begins: what is not done
     */
    public static Future<Optional<Outcome.Refused>> against(EngineCalls calls, ContainerState child, String not) {
        String asked = child.networkOf();
        return asked.isEmpty()
                ? Future.succeededFuture(Optional.empty())
                : calls.inspect(asked)
                        .map(result -> against(child, result)
                                .map(refused -> new Outcome.Refused(refused.error(), not + refused.message())));
    }

    /** What the engine's word on the one whose network it shares has against its stop. */
    private static Optional<Outcome.Refused> against(ContainerState child, CallResult<ContainerState> result) {
        return switch (result) {
            case CallResult.Done<ContainerState>(ContainerState other) -> notRunning(child, other);
            case CallResult.Refused<ContainerState> refused when refused.error() == ErrorClass.NOT_FOUND ->
                Optional.of(new Outcome.Refused(ErrorClass.NETWORK_GONE,
                        gone(child) + ", so once stopped " + child.name() + " never starts again"
                                + ByHand.anew(child)));
            case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) ->
                Optional.of(new Outcome.Refused(error, unseen(child) + message));
            case CallResult.Unknown<ContainerState>(String why) ->
                Optional.of(new Outcome.Refused(ErrorClass.UNREACHABLE, unseen(child) + why));
        };
    }

    private static Optional<Outcome.Refused> notRunning(ContainerState child, ContainerState other) {
        return other.running() && !other.restarting()
                ? Optional.empty()
                : Optional.of(new Outcome.Refused(ErrorClass.NOT_YET, down(child, other)));
    }

    /** That the one whose network it shares does not run, for a person. */
    public static String down(ContainerState child, ContainerState other) {
        return other.name() + ", whose network it shares, is " + other.status() + ", and until it runs "
                + child.name() + " would not start again once stopped; docker start " + other.name();
    }

    /** Whether it is that one which a container names whose network it shares: by its id as a rule, by its name or the beginning of its id too. */
    public static boolean names(String asked, ContainerState other) {
        return other.id().equals(asked) || other.name().equals(asked)
                || (asked.length() >= SHORT_ID && other.id().startsWith(asked));
    }

    private static String unseen(ContainerState child) {
        return "whether " + child.networkOf() + ", whose network it shares, is there cannot be seen: ";
    }

    /** That what it was made for is gone, for a person. */
    public static String gone(ContainerState child) {
        return "container " + child.networkOf() + ", whose network it was made for, is gone";
    }
}
