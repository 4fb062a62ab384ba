package io.dockmedic.remediation.diagnose.look;

import io.dockmedic.collectors.audit.find.Audit;
import io.dockmedic.collectors.audit.find.Finding;
import io.dockmedic.collectors.audit.find.Where;
import io.dockmedic.collectors.audit.setup.Setup;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.SetupCalls;
import io.vertx.core.Future;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Supplier;

/** What is wrong with how a container is meant for Traefik, by the checks of the audit. Of others without a label of Traefik nothing is asked. */
final class ProxyLook implements Look {
    private static final String LABELS = "traefik.";
    private static final String CHECKS = "traefik-";

    private final SetupCalls calls;
    private final Supplier<Optional<List<Setup>>> others;

    /** @param others the containers that run; empty while they were not looked at */
    ProxyLook(SetupCalls calls, Supplier<Optional<List<Setup>>> others) {
        this.calls = calls;
        this.others = others;
    }

    @Override
    public Future<Part> at(Seen seen) {
        boolean meant = seen.state()
                .labels()
                .keySet()
                .stream()
                .anyMatch(label -> label.toLowerCase(Locale.ROOT).startsWith(LABELS));
        Optional<List<Setup>> running = others.get();
        if (!meant) {
            return Future.succeededFuture(Part.NOTHING);
        }
        if (running.isEmpty()) {
            return Future.succeededFuture(
                    Part.missing("whether its labels for Traefik are right: other containers were not looked at yet"));
        }
        return calls.setup(seen.container().id()).map(asked -> switch (asked) {
            case CallResult.Done<Setup>(Setup setup) -> part(setup, running.get(), seen.container().name());
            case CallResult.Refused<Setup> refused ->
                Part.missing("whether its labels for Traefik are right: " + refused.error().word() + ", "
                        + refused.message());
            case CallResult.Unknown<Setup>(String why) ->
                Part.missing("whether its labels for Traefik are right: " + why);
        });
    }

    private static Part part(Setup setup, List<Setup> running, String name) {
        List<Setup> all = new ArrayList<>(running);
        if (!all.contains(setup)) {
            all.add(setup);
        }
        List<Finding> found = Audit.of(setup, all, setting -> new Where.Running(name))
                .stream()
                .filter(finding -> finding.check().startsWith(CHECKS))
                .toList();
        return new Part(new JsonObject().put("traefik", new JsonArray(found.stream().map(ProxyLook::json).toList())),
                found.stream()
                        .map(finding -> "Traefik does not route to it as it is meant to: " + finding.message()
                                + ". Instead: "
                                + finding.instead() + ".")
                        .toList(),
                List.of());
    }

    private static JsonObject json(Finding finding) {
        return new JsonObject().put("check", finding.check())
                .put("message", finding.message())
                .put("instead", finding.instead());
    }
}
