package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.audit.check.DataPlace;
import io.dockmedic.collectors.engine.blueprint.Blueprint;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** What stands against making a container anew, for a person. */
final class Objections {
    private static final List<String> ORCHESTRATORS = List.of("com.docker.swarm.", "io.kubernetes.",
            "com.hashicorp.nomad.",
            "com.amazonaws.ecs.", "io.podman.", "PODMAN_SYSTEMD_UNIT");

    private final Remaking with;

    Objections(Remaking with) {
        this.with = with;
    }

    /** To making it anew on its own image. Empty when nothing does. The future never fails. */
    Future<Optional<String>> to(ContainerState state) {
        Optional<String> plain = plain(state).or(() -> owed(state));
        return plain.isPresent() ? Future.succeededFuture(plain) : engine(state, this::image);
    }

    /** To making it anew on another image, whenever it was made. Empty when nothing does. The future never fails. */
    Future<Optional<String>> toAnotherImage(ContainerState state) {
        Optional<String> plain = plain(state).or(() -> owed(state));
        return plain.isPresent()
                ? Future.succeededFuture(plain)
                : new Successors(with).gone(state, ": on another image it would not start either")
                        .compose(gone -> gone.isPresent()
                                ? Future.succeededFuture(gone)
                                : engine(state, any -> Future.succeededFuture(Optional.empty())));
    }

    private static Optional<String> plain(ContainerState state) {
        if (state.autoRemove()) {
            return Optional.of("the engine removes it by itself when it ends: there would be no way back");
        }
        if (state.labels().keySet().stream().anyMatch(label -> ORCHESTRATORS.stream().anyMatch(label::startsWith))) {
            return Optional.of("an orchestrator owns it");
        }
        if (state.paused()) {
            return Optional.of("it is paused, which only somebody does");
        }
        if (state.status().equals("removing") || state.status().equals("dead")) {
            return Optional.of("it is being removed");
        }
        return state.name().contains(".dockmedic-")
                ? Optional.of("it is half of another that is made anew")
                : Optional.empty();
    }

    /** It would be lost with the old one, and the new one would keep for good what was to be for a time. */
    private Optional<String> owed(ContainerState state) {
        return with.owes().test(state.id())
                ? Optional.of(
                        "an act of Dockmedic's own is still to be put back on it: its restart policy, or its memory limit")
                : Optional.empty();
    }

    private Future<Optional<String>> engine(ContainerState state,
            Function<Blueprint, Future<Optional<String>>> image) {
        return with.calls()
                .info()
                .compose(result -> result instanceof CallResult.Done<EngineInfo>(EngineInfo engine)
                        ? engine.tellsRequests()
                                ? closely(state, engine.dataRoot(), image)
                                : no("the engine is Podman, which does not say all that a container was made with")
                        : no("the engine does not say what it is"));
    }

    private static Future<Optional<String>> no(String why) {
        return Future.succeededFuture(Optional.of(why));
    }

    private Future<Optional<String>> closely(ContainerState state, String dataRoot,
            Function<Blueprint, Future<Optional<String>>> image) {
        return with.remakes()
                .blueprint(state.id())
                .compose(result -> result instanceof CallResult.Done<Blueprint>(var of)
                        ? data(of).map(Objections::no)
                                .orElseGet(() -> image.apply(of)
                                        .compose(why -> why.isPresent()
                                                ? Future.succeededFuture(why)
                                                : binds(of, dataRoot).compose(gone -> gone.isPresent()
                                                        ? Future.succeededFuture(gone)
                                                        : livingOn(of))))
                        : no("it cannot be looked at"));
    }

    private static Optional<String> data(Blueprint of) {
        return DataPlace.unkept(of.image(), of.mounted())
                .map(place -> "it keeps data in " + place + " and has no volume there: that would be lost");
    }

    private Future<Optional<String>> image(Blueprint of) {
        return with.details().image(of.image()).map(result -> switch (result) {
            case CallResult.Done<String>(String id) when id.equals(of.imageId()) -> Optional.empty();
            case CallResult.Done<String> other -> Optional.of("its image " + of.image()
                    + " is another one by now, which it would be deployed with: whoever deploys it is to do that");
            case CallResult.Refused<String> refused when refused.error() == ErrorClass.NOT_FOUND ->
                Optional.of("its image " + of.image() + " is gone");
            case CallResult.Refused<String>(var error, var status, var message) ->
                Optional.of("its image cannot be looked at: " + message);
            case CallResult.Unknown<String>(String why) -> Optional.of("its image cannot be looked at: " + why);
        });
    }

    private Future<Optional<String>> binds(Blueprint of, String dataRoot) {
        return with.missing()
                .apply(dataRoot + "/containers/" + of.id(), of.binds())
                .map(gone -> gone.isEmpty()
                        ? Optional.empty()
                        : Optional.of("what is mounted from the host is not there: " + String.join(", ", gone)));
    }

    /** Who lives on it now, if anybody does, as in what stands against it. The future never fails. */
    Future<Optional<String>> livingOn(String id) {
        return with.remakes()
                .blueprint(id)
                .compose(result -> result instanceof CallResult.Done<Blueprint>(var of)
                        ? livingOn(of)
                        : no("it is not known who lives on it"));
    }

    /** They would be left on what is gone. */
    private Future<Optional<String>> livingOn(Blueprint of) {
        return with.calls()
                .list()
                .compose(result -> result instanceof CallResult.Done<List<String>>(List<String> ids)
                        ? each(ids, 0, of, new ArrayList<>())
                        : no("it is not known who lives on it"));
    }

    private Future<Optional<String>> each(List<String> ids, int next, Blueprint of, List<String> found) {
        if (next == ids.size()) {
            return Future.succeededFuture(found.isEmpty()
                    ? Optional.empty()
                    : Optional.of("others live on it and would be left on what is gone: " + String.join(", ", found)));
        }
        if (ids.get(next).equals(of.id())) {
            return each(ids, next + 1, of, found);
        }
        return with.remakes().blueprint(ids.get(next)).compose(result -> switch (result) {
            case CallResult.Done<Blueprint>(Blueprint other) -> {
                other.livesOn(of).ifPresent(how -> found.add(other.name() + " " + how));
                yield each(ids, next + 1, of, found);
            }
            case CallResult.Refused<Blueprint> refused when refused.error() == ErrorClass.NOT_FOUND ->
                each(ids, next + 1, of, found);
            case CallResult.Refused<Blueprint> refused ->
                no("it is not known who lives on it");
            case CallResult.Unknown<Blueprint> unknown ->
                no("it is not known who lives on it");
        });
    }
}
