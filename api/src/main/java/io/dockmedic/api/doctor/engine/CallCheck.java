package io.dockmedic.api.doctor.engine;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.fact.Passage;
import io.dockmedic.api.doctor.fact.ReadCall;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Level;
import io.dockmedic.api.doctor.finding.Section;
import io.dockmedic.collectors.engine.client.CallResult;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which of the calls that look are denied, and what goes with each. Calls that change something are not tried. */
public final class CallCheck implements Check {
    @Override
    public String name() {
        return "engine_calls";
    }

    @Override
    public Section section() {
        return Section.ENGINE;
    }

    @Override
    public Future<List<Finding>> look(Facts facts) {
        return facts.calls().map(CallCheck::of);
    }

    static List<Finding> of(Map<ReadCall, CallResult<Void>> answers) {
        List<Finding> found = new ArrayList<>();
        boolean barred = false;
        for (Map.Entry<ReadCall, CallResult<Void>> one : new EnumMap<>(answers).entrySet()) {
            ReadCall call = one.getKey();
            Passage passage = Passage.of(call, one.getValue());
            finding(call, passage).ifPresent(found::add);
            barred |= passage instanceof Passage.Barred;
        }
        if (found.isEmpty()) {
            return List
                    .of(Finding.ok("all calls that look are let through; calls that change something are not tried"));
        }
        if (barred) {
            found.add(Finding.loses("something before the engine denies calls; whether it lets through what heals, POST"
                    + " /containers/ID/restart and …/start, is not tried")
                    .todo("docs/install.md has all calls that are made, for a socket proxy"));
        }
        return found;
    }

    private static Optional<Finding> finding(ReadCall call, Passage passage) {
        return switch (passage) {
            case Passage.Through through -> Optional.empty();
            case Passage.Barred(int status) -> Optional.of(lost(call,
                    status == Passage.NO_SUCH_PLACE || status == Passage.NO_SUCH_METHOD
                            ? "hidden: it is answered " + status + ", which an engine does not"
                            : "denied",
                    "let it through at the socket proxy (tecnativa/docker-socket-proxy: " + call.variable() + "=1)"));
            case Passage.Failed(int status, String message) -> Optional.of(lost(call,
                    "it fails: " + status + " " + message,
                    "look at the engine's log, or at that of a proxy before it"));
            // One that is slow may take its time.
            case Passage.Silent silent -> call.slow()
                    ? Optional.empty()
                    : Optional.of(Finding.unknown("the engine did not answer").about(call.shown()));
        };
    }

    private static Finding lost(ReadCall call, String what, String todo) {
        Level level = call.needed().contains(Feature.WATCHING) ? Level.MISSING : Level.LOSES;
        return new Finding(level, call.shown(), what, call.needed(), List.of(todo));
    }
}
