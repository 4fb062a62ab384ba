package io.dockmedic.api.doctor.fact;

import io.dockmedic.collectors.audit.setup.Setup;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.SetupCalls;
import io.dockmedic.collectors.engine.client.TraitCalls;
import io.vertx.core.Future;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Looks at the engine, with calls that change nothing. */
record EngineLooks(EngineCalls calls, SetupCalls setups, TraitCalls traits) {
    /** What is slow is asked only where something before the engine denies another call. Fails when the engine does not answer. */
    Future<Map<ReadCall, CallResult<Void>>> tried(CallResult<EngineInfo> engine) {
        if (!(engine instanceof CallResult.Done)) {
            return Future.failedFuture(silent(engine));
        }
        return asked(call -> !call.slow()).compose(quick -> {
            if (quick.entrySet().stream().noneMatch(one -> barred(one.getKey(), one.getValue()))) {
                return Future.succeededFuture(quick);
            }
            return asked(ReadCall::slow).map(slow -> {
                slow.putAll(quick);
                return slow;
            });
        });
    }

    private Future<Map<ReadCall, CallResult<Void>>> asked(Predicate<ReadCall> which) {
        List<ReadCall> calls = Stream.of(ReadCall.values()).filter(which).toList();
        return Future.all(calls.stream().map(call -> traits.may(call.path())).toList()).map(all -> {
            Map<ReadCall, CallResult<Void>> answers = new EnumMap<>(ReadCall.class);
            for (int i = 0; i < calls.size(); i++) {
                answers.put(calls.get(i), all.resultAt(i));
            }
            return answers;
        });
    }

    private static boolean barred(ReadCall call, CallResult<Void> answer) {
        return Passage.of(call, answer) instanceof Passage.Barred;
    }

    /** All that it has; one that it cannot look into takes no other with it. Fails when it tells of none. */
    Future<Seen> containers() {
        return calls.list()
                .compose(answer -> answer instanceof CallResult.Done<List<String>>(List<String> ids)
                        ? Future.all(ids.stream().map(calls::inspect).toList())
                                .compose(all -> seen(ids, all.<CallResult<ContainerState>>list()))
                        : Future.failedFuture(silent(answer)));
    }

    private Future<Seen> seen(List<String> ids, List<CallResult<ContainerState>> answers) {
        Map<String, CallResult<ContainerState>> byId = new HashMap<>();
        for (int i = 0; i < ids.size(); i++) {
            byId.put(ids.get(i), answers.get(i));
        }
        Seen seen = Seen.of(byId);
        if (seen.blind()) {
            return Future.failedFuture(silent(answers.getFirst()));
        }
        return seen.unseen().isEmpty()
                ? Future.succeededFuture(seen)
                : traits.names()
                        .map(known -> known instanceof CallResult.Done<Map<String, String>>(Map<String, String> names)
                                ? seen.named(names)
                                : seen.named(Map.of()));
    }

    /** The container we run in, as the engine knows it. */
    Future<Optional<Own>> own(Optional<String> id) {
        return id.map(known -> setups.setup(known)
                .map(answer -> Optional.of(new Own(known, answer instanceof CallResult.Done<Setup>(Setup setup)
                        ? Optional.of(setup)
                        : Optional.empty()))))
                .orElseGet(() -> Future.succeededFuture(Optional.empty()));
    }

    static String silent(CallResult<?> answer) {
        return switch (answer) {
            case CallResult.Done<?> done -> "";
            case CallResult.Refused<?> no when no.error() == ErrorClass.DENIED -> "we may not ask the engine";
            case CallResult.Refused<?> no -> "the engine does not answer";
            case CallResult.Unknown<?> silent -> "the engine does not answer";
        };
    }
}
