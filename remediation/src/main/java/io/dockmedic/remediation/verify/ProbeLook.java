package io.dockmedic.remediation.verify;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.collectors.event.ContainerEvent.Died;
import io.dockmedic.collectors.intent.Intent;
import io.dockmedic.remediation.verify.probe.Ask;
import io.dockmedic.remediation.verify.probe.Said;
import io.dockmedic.rules.remedy.Step;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Whether a container runs and, when asked, does what it is there for. Another run begins it anew. Where it has died since and
 * nobody starts it again, that is the end of it.
 */
final class ProbeLook implements Look {
    private final String container;
    private final Step.Verify verify;
    private final Ask ask;
    private final EngineCalls calls;
    private int tries;
    private boolean died;

    ProbeLook(String container, Step.Verify verify, Ask ask, EngineCalls calls) {
        this.container = container;
        this.verify = verify;
        this.ask = ask;
        this.calls = calls;
    }

    @Override
    public void event(ContainerEvent event) {
        if (event instanceof Died death && death.container().id().equals(container)) {
            died = !death.engineRestarts() && !death.judgement().ours() && death.judgement().intent() != Intent.ASKED;
        }
    }

    @Override
    public Duration every() {
        return ask.every();
    }

    @Override
    public Future<Optional<Found>> once() {
        return calls.inspect(container).compose(result -> switch (result) {
            case CallResult.Done<ContainerState>(ContainerState state) -> asked(state);
            case CallResult.Refused<ContainerState>(ErrorClass error, int status, String message) when error == ErrorClass.NOT_FOUND ->
                found(new Found(false, List.of(), "it is gone", true));
            case CallResult.Refused<ContainerState> refused -> Future.succeededFuture(Optional.empty());
            case CallResult.Unknown<ContainerState> unknown -> Future.succeededFuture(Optional.empty());
        });
    }

    private Future<Optional<Found>> asked(ContainerState state) {
        if (!state.running() || state.restarting() || state.paused()) {
            return found(new Found(false, List.of(),
                    "it is " + state.status() + (state.running() ? "" : ", exit code " + state.exitCode()),
                    died && !state.running() && !state.restarting()));
        }
        tries++;
        return ask.once(state)
                .compose(said -> found(new Found(said.asAsked(), Optional.ofNullable(state.startedAt()),
                        words(said))));
    }

    private String words(Said said) {
        return said.asAsked()
                ? said.words() + ", but not for " + verify.holds().toSeconds() + " s on end"
                : said.words();
    }

    private static Future<Optional<Found>> found(Found found) {
        return Future.succeededFuture(Optional.of(found));
    }

    @Override
    public String unseen() {
        return "it could not be looked at";
    }

    @Override
    public String asked() {
        return tries == 1 ? "1 try" : tries + " tries";
    }
}
