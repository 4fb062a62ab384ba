package io.dockmedic.remediation.action.run;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.OneShotCalls;
import io.dockmedic.remediation.action.Outcome;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where an act's container is to be found: by its id where that is known, whatever it is called now; else by the name it was to have. */
final class Trace {
    /** The note that says which container was made. */
    static final String CONTAINER = "container";

    private static final Logger LOG = LoggerFactory.getLogger(Trace.class);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
    private static final int SHORT_ID = 12;
    private static final int SERVERS = 500;
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;

    private final Beside with;
    private final String act;
    private final String id;
    private boolean taken;

    /** @param id empty when it is not known */
    Trace(Beside with, String act, String id) {
        this.with = with;
        this.act = act;
        this.id = id;
    }

    /** How the container of an act is called. */
    static String name(String act) {
        return OneShotCalls.NAME + act.substring(0, Math.min(SHORT_ID, act.length()));
    }

    /** Whether it may still be made where it is not there: not when it is known which it was, nor when another has its name. */
    boolean mayCome() {
        return id.isEmpty() && !taken;
    }

    String reference() {
        return id.isEmpty() ? name(act) : id;
    }

    /** What a person is told to do with what is left. */
    String byHand() {
        return "docker rm -f -v " + (id.isEmpty() ? name(act) : id.substring(0, Math.min(SHORT_ID, id.length())));
    }

    /** Whether a status says that it is the server's fault: what was asked for may have been done. */
    static boolean isServers(int status) {
        return status >= SERVERS;
    }

    /** Whether the engine is away for a while, or only what stands before it answers. */
    static boolean isAway(ErrorClass error, int status) {
        return error == ErrorClass.UNREACHABLE || (status >= BAD_GATEWAY && status <= GATEWAY_TIMEOUT);
    }

    /**
     * Looks at it; for as long as the engine is away, again. One that is not ours is none.
     *
     * @param refused given why it may not be looked at
     */
    void seen(Consumer<ContainerState> there, Runnable gone, Consumer<String> refused) {
        with.calls().inspect(reference()).onSuccess(result -> {
            switch (result) {
                case CallResult.Done<ContainerState>(ContainerState state) when act.equals(
                        state.labels().get(OneShotCalls.LABEL)) ->
                    there.accept(state);
                case CallResult.Done<ContainerState> another -> {
                    taken = true;
                    gone.run();
                }
                case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) when error == ErrorClass.NOT_FOUND ->
                    gone.run();
                case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) when !isAway(
                        error,
                        status) ->
                    refused.accept(message);
                case CallResult.Refused<ContainerState> away -> again(there, gone, refused);
                case CallResult.Unknown<ContainerState> silent -> again(there, gone, refused);
            }
        });
    }

    private void again(Consumer<ContainerState> there, Runnable gone, Consumer<String> refused) {
        with.timers().after(LOOK_AGAIN, () -> seen(there, gone, refused));
    }

    /** What came of an act whose container could not be removed. What was not begun may be begun yet, by whoever starts it. */
    Outcome left(Outcome came) {
        String also = "; its container could not be removed: " + byHand();
        LOG.atWarn()
                .addKeyValue("act", act)
                .addKeyValue("container", reference())
                .log(
                        "a container that was made for one command could not be removed: {}", byHand());
        return switch (came) {
            case Outcome.Done(String detail) -> new Outcome.Done(detail + also);
            case Outcome.Failed(String why) -> new Outcome.Failed(why + also);
            case Outcome.Refused(ErrorClass error, String message) -> new Outcome.Unknown(message + also);
            case Outcome.Undone undone -> undone;
            case Outcome.Unknown(String why) -> new Outcome.Unknown(why + also);
        };
    }
}
