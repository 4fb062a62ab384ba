package io.dockmedic.api.doctor.engine;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.fact.ReadCall;
import io.dockmedic.api.doctor.finding.Feature;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.api.doctor.finding.Level;
import io.dockmedic.api.doctor.finding.Section;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

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
        new EnumMap<>(answers).forEach((call, answer) -> {
            if (answer instanceof CallResult.Refused<Void> no && no.error() == ErrorClass.DENIED) {
                found.add(denied(call));
            } else if (!call.slow() && unanswered(answer)) {
                found.add(Finding.unknown("the engine did not answer").about(call.shown()));
            }
        });
        if (found.isEmpty()) {
            return List
                    .of(Finding.ok("all calls that look are let through; calls that change something are not tried"));
        }
        if (found.stream().anyMatch(finding -> finding.level() != Level.UNKNOWN)) {
            found.add(Finding.loses("something before the engine denies calls; whether it lets through what heals, POST"
                    + " /containers/ID/restart and …/start, is not tried")
                    .todo("docs/install.md has all calls that are made, for a socket proxy"));
        }
        return found;
    }

    private static boolean unanswered(CallResult<Void> answer) {
        return switch (answer) {
            case CallResult.Done<Void> done -> false;
            case CallResult.Refused<Void> no -> no.error() == ErrorClass.UNREACHABLE;
            case CallResult.Unknown<Void> silent -> true;
        };
    }

    private static Finding denied(ReadCall call) {
        Level level = call.needed().contains(Feature.WATCHING) ? Level.MISSING : Level.LOSES;
        return new Finding(level, call.shown(), "denied", call.needed(), List.of("let it through at the socket proxy"
                + " (tecnativa/docker-socket-proxy: " + call.variable() + "=1)"));
    }
}
