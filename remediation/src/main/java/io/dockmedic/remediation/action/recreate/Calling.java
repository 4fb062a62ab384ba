package io.dockmedic.remediation.action.recreate;

import io.dockmedic.collectors.engine.blueprint.BaseImage;
import io.dockmedic.collectors.engine.blueprint.Blueprint;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.intent.OwnAct;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes one call, written down and entered in the ledger before, so that the engine's words about it are known for ours. */
final class Calling {
    /** Notes of the latest call: what, on which container, when. */
    static final String STEP = "step";
    static final String OF = "of";
    static final String AT = "at";

    private final Remaking with;

    Calling(Remaking with) {
        this.with = with;
    }

    /** @param known as it is with this call counted */
    Future<CallResult<Void>> of(Known known, Move move, boolean whatever) {
        return switch (move) {
            case Move.Policy(var container, var policy) -> call(known, container, "update", whatever,
                    () -> with.changes().restartPolicy(container, policy));
            case Move.Stop(var container, var timeout) -> call(known, container, "stop", whatever,
                    () -> with.changes().stop(container, timeout));
            case Move.Rename(var container, var name) -> call(known, container, "rename", whatever,
                    () -> with.remakes().rename(container, name));
            case Move.Start(var container) -> call(known, container, "start", whatever,
                    () -> with.calls().start(container));
            case Move.Remove(var container) -> call(known, container, "remove", whatever,
                    () -> with.remakes().remove(container));
            case Move.Heed heed -> throw new IllegalArgumentException("nothing to call");
            case Move.Make make -> throw new IllegalArgumentException("made otherwise");
            case Move.Watch watch -> throw new IllegalArgumentException("nothing to call");
            case Move.GoBack back -> throw new IllegalArgumentException("nothing to call");
            case Move.End end -> throw new IllegalArgumentException("nothing to call");
        };
    }

    /** Makes the new one, on all its networks; refused when it is not what it is to be in everything. */
    Future<CallResult<String>> make(Known known) {
        return with.remakes()
                .blueprint(known.old())
                .compose(seen -> seen instanceof CallResult.Done<Blueprint>(var old)
                        ? wanted(known, old)
                        : Future.succeededFuture(seen))
                .compose(seen -> seen instanceof CallResult.Done<Blueprint>(var wanted)
                        ? call(known, known.newName(), "create", false,
                                () -> with.remakes().create(known.newName(), wanted))
                                .compose(made -> made instanceof CallResult.Done<String>(String id)
                                        ? connected(id, wanted)
                                        : Future.succeededFuture(made))
                        : Future.succeededFuture(notDone(seen)));
    }

    /** What is the image's and what somebody's own is told by the image that the old one is made on. */
    private Future<CallResult<Blueprint>> wanted(Known known, Blueprint old) {
        if (!known.otherImage()) {
            return Future.succeededFuture(
                    new CallResult.Done<>(known.bound() ? old.inTheNetworkOf(known.into()) : old));
        }
        return with.remakes()
                .baseImage(old.imageId())
                .compose(was -> was instanceof CallResult.Done<BaseImage>(var from)
                        ? with.remakes()
                                .baseImage(known.image())
                                .map(next -> next instanceof CallResult.Done<BaseImage>(var onto)
                                        ? on(old, from, onto)
                                        : notDone(next))
                        : Future.succeededFuture(notDone(was)));
    }

    private static CallResult<Blueprint> on(Blueprint old, BaseImage from, BaseImage onto) {
        Optional<String> against = old.againstOn(from, onto);
        return against.isPresent()
                ? new CallResult.Refused<>(ErrorClass.BAD_REQUEST, 0, against.get())
                : new CallResult.Done<>(old.on(from, onto));
    }

    private Future<CallResult<String>> connected(String id, Blueprint old) {
        return with.remakes()
                .connect(id, old)
                .compose(joined -> joined instanceof CallResult.Done<Void>
                        ? with.remakes()
                                .blueprint(id)
                                .map(seen -> seen instanceof CallResult.Done<Blueprint>(var made)
                                        ? same(id, old.differences(made))
                                        : notDone(seen))
                        : Future.succeededFuture(notDone(joined)));
    }

    private static CallResult<String> same(String id, List<String> differences) {
        return differences.isEmpty()
                ? new CallResult.Done<>(id)
                : new CallResult.Refused<>(ErrorClass.BAD_REQUEST, 0,
                        "the new container would not be the same in " + String.join(", ", differences));
    }

    private static <T, U> CallResult<U> notDone(CallResult<T> result) {
        return switch (result) {
            case CallResult.Refused<T>(var error, var status, var message) ->
                new CallResult.Refused<>(error, status, message);
            case CallResult.Unknown<T>(var why) -> new CallResult.Unknown<>(why);
            case CallResult.Done<T> done -> throw new IllegalArgumentException("it was done");
        };
    }

    /** @param whatever it is called also when it cannot be written down: to put back what was changed comes before that */
    private <T> Future<CallResult<T>> call(Known known, String container, String word, boolean whatever,
            Supplier<Future<CallResult<T>>> call) {
        String part = OwnAct.part(known.act(), known.part());
        OwnAct entry = new OwnAct(part, container, word, with.clock().now(), OwnAct.Phase.BEGINS);
        Map<String, String> notes = new HashMap<>(known.notes());
        notes.putAll(Map.of(STEP, word, OF, container, AT, Long.toString(entry.at().toEpochMilli())));
        Future<Void> entered = with.steps()
                .begins(known.act(), notes, entry)
                .compose(in -> with.ledger().publish(entry));
        return (whatever ? entered.otherwiseEmpty() : entered).compose(
                in -> call.get().onSuccess(result -> over(entry, result)),
                failure -> {
                    with.ledger().publish(new OwnAct(part, container, word, with.clock().now(), OwnAct.Phase.VOID));
                    return Future.succeededFuture(new CallResult.Refused<>(ErrorClass.SERVER_ERROR, 0,
                            "it could not be written down before"));
                });
    }

    /** What was not answered may yet cause something, and stays open. */
    private void over(OwnAct entry, CallResult<?> result) {
        boolean unsent = result instanceof CallResult.Refused<?> refused && refused.status() == 0;
        if (!(result instanceof CallResult.Unknown)) {
            with.ledger()
                    .publish(new OwnAct(entry.id(), entry.containerId(), entry.action(), with.clock().now(),
                            unsent ? OwnAct.Phase.VOID : OwnAct.Phase.ENDED));
        }
    }

    /** All calls of the act are over. */
    void allOver(Known known) {
        for (int part = 1; part <= known.part(); part++) {
            for (String container : List.of(known.old(), known.made(), known.newName())) {
                with.ledger()
                        .publish(new OwnAct(OwnAct.part(known.act(), part), container, "", with.clock().now(),
                                OwnAct.Phase.ENDED));
            }
        }
        with.ledger()
                .publish(new OwnAct(known.act(), known.old(), known.call(), with.clock().now(),
                        OwnAct.Phase.ENDED));
    }
}
