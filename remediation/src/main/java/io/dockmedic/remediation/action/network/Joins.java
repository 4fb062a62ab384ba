package io.dockmedic.remediation.action.network;

import com.fasterxml.jackson.databind.JsonNode;
import io.dockmedic.collectors.engine.blueprint.Blueprint;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.action.Outcome;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Puts one container on networks, one call after the other, each written down and entered in the ledger before. Ends with
 * the first that the engine refuses: what it is on by then it stays on. To be used once.
 */
final class Joins {
    /** As the ledger knows a call. */
    static final String CONNECT = "connect";

    private final Reconnecting with;
    private final String act;
    private final ContainerState container;
    private final List<Map.Entry<String, JsonNode>> networks;
    private final List<String> wanted;

    Joins(Reconnecting with, String act, ContainerState container, Lacking lacking) {
        this.with = with;
        this.act = act;
        this.container = container;
        this.networks = new ArrayList<>(lacking.networks().entrySet());
        this.wanted = List.copyOf(lacking.networks().keySet());
    }

    /** The future never fails. */
    Future<Outcome> all() {
        return next(0);
    }

    private Future<Outcome> next(int done) {
        if (done == networks.size()) {
            return proven();
        }
        OwnAct entry = new OwnAct(OwnAct.part(act, done + 1), container.id(), CONNECT, with.clock().now(),
                OwnAct.Phase.BEGINS);
        return with.steps()
                .begins(act, new Progress(wanted, done + 1).notes(), entry)
                .compose(in -> with.ledger().publish(entry))
                .compose(in -> call(entry, networks.get(done)).compose(result -> came(done, result)),
                        failure -> {
                            enter(entry, OwnAct.Phase.VOID);
                            return Future.succeededFuture(stopped(done, ErrorClass.SERVER_ERROR,
                                    "it could not be written down before"));
                        });
    }

    private Future<CallResult<Void>> call(OwnAct entry, Map.Entry<String, JsonNode> network) {
        return with.networks().connect(container.id(), network.getKey(), network.getValue()).onSuccess(result -> {
            // What was not answered may yet cause something, and stays open.
            if (result instanceof CallResult.Done) {
                enter(entry, OwnAct.Phase.ENDED);
            } else if (result instanceof CallResult.Refused) {
                enter(entry, OwnAct.Phase.VOID);
            }
        });
    }

    private void enter(OwnAct entry, OwnAct.Phase phase) {
        with.ledger()
                .publish(new OwnAct(entry.id(), entry.containerId(), entry.action(), with.clock().now(), phase));
    }

    private Future<Outcome> came(int done, CallResult<Void> result) {
        return switch (result) {
            case CallResult.Done<Void> connected -> next(done + 1);
            case CallResult.Refused<Void>(ErrorClass error, int status, String message) ->
                Future.succeededFuture(stopped(done, error, message));
            case CallResult.Unknown<Void>(String why) ->
                Future.succeededFuture(new Outcome.Unknown(wanted.get(done) + ": " + why));
        };
    }

    private Outcome stopped(int done, ErrorClass error, String message) {
        String why = "not connected to " + wanted.get(done) + ": " + message;
        return done == 0
                ? new Outcome.Refused(error, why)
                : new Outcome.Failed(Came.done(wanted.subList(0, done), container.name()) + "; " + why);
    }

    /** That the engine says so is one thing, that it is there another. */
    private Future<Outcome> proven() {
        return with.remakes().blueprint(container.id()).map(seen -> {
            if (!(seen instanceof CallResult.Done<Blueprint>(Blueprint now))) {
                return new Outcome.Unknown("it could not be looked at afterwards");
            }
            List<String> absent = wanted.stream().filter(network -> !now.endpoints().containsKey(network)).toList();
            return absent.isEmpty()
                    ? new Outcome.Done(Came.done(wanted, container.name()))
                    : new Outcome.Failed("the engine says that it was done, and it is not on "
                            + String.join(", ", absent));
        });
    }
}
