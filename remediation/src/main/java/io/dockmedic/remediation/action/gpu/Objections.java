package io.dockmedic.remediation.action.gpu;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.remediation.action.Outcome;
import io.dockmedic.remediation.action.shared.Rejoining;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Future;
import java.util.Optional;

/** What stands against stopping a container that uses a GPU, and against starting it again after that. Changes nothing. */
final class Objections {
    private static final String NOT_STOPPED = " uses it, and is not stopped: ";

    private final OnGpu with;
    private final Incident incident;

    Objections(OnGpu with, Incident incident) {
        this.with = with;
        this.incident = incident;
    }

    /** Fails with {@link Refusal} where something does. */
    Future<Void> to(ContainerState state) {
        Container container = container(state);
        Optional<String> against = plain(state)
                .or(() -> with.neighbours().against(incident, container, state))
                .or(() -> busy(container));
        if (against.isPresent()) {
            return refused(state, against.get());
        }
        Optional<String> touched = with.neighbours().touchedJustNow(container);
        if (touched.isPresent()) {
            return Future.failedFuture(new Refusal(ErrorClass.CONFLICT,
                    touched.get() + " a moment ago: whoever is at work there has the right of way"));
        }
        return with.neighbours()
                .footing(container, state)
                .compose(lost -> lost.isEmpty()
                        ? startsAgain(state)
                        : refused(state, "it could not be started again: " + lost));
    }

    private Future<Void> startsAgain(ContainerState state) {
        String not = state.name() + NOT_STOPPED;
        return with.room()
                .against()
                .compose(full -> full.isPresent()
                        ? Future.succeededFuture(
                                full.map(why -> new Outcome.Refused(ErrorClass.SERVER_ERROR, not + why)))
                        : Rejoining.against(with.calls(), state, not))
                .compose(against -> against.isPresent()
                        ? Future.failedFuture(new Refusal(against.get().error(), against.get().message()))
                        : alone(state));
    }

    private Future<Void> alone(ContainerState state) {
        return with.people()
                .apply(state.id())
                .compose(company -> company.against()
                        .map(why -> refused(state, why))
                        .orElseGet(Future::succeededFuture));
    }

    private static Future<Void> refused(ContainerState state, String why) {
        return Future.failedFuture(Refusal.of(state.name() + NOT_STOPPED + why));
    }

    private Optional<String> busy(Container container) {
        return Optional.of(with.lanes().busy(container.service().key(), incident.id())).filter(why -> !why.isEmpty());
    }

    private static Container container(ContainerState state) {
        Service service = Service.of(state.name(), state.labels());
        boolean job = state.autoRemove() || Service.oneOff(state.labels());
        return new Container(state.id(), state.name(), state.image(), state.labels(), service, job);
    }

    private static Optional<String> plain(ContainerState state) {
        if (!state.running() || state.restarting()) {
            return Optional.of("it is " + state.status() + ", and has it open all the same");
        }
        if (state.paused()) {
            return Optional.of("it is paused, which only somebody does");
        }
        if (state.autoRemove()) {
            return Optional.of("the engine would remove it when it ends");
        }
        if (Service.oneOff(state.labels())) {
            return Optional.of("it was started once, by docker compose run");
        }
        return state.startedAt() == null ? Optional.of("it is not known which run that is") : Optional.empty();
    }
}
