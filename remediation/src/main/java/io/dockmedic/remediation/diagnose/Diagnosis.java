package io.dockmedic.remediation.diagnose;

import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.Space;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Gathers evidence on a container. What cannot be had is named, never waited for beyond the calls' own deadlines. */
public final class Diagnosis {
    private static final int LINES = 20;

    private final EngineCalls calls;
    private final Redactor redactor;
    private final boolean rawLogs;
    private final Examination examination;
    private final Supplier<List<Space>> spaces;

    /**
     * @param rawLogs whether log lines, redacted, may leave the host in an escalation
     * @param spaces  what uses the engine's disk, as it counted last
     */
    public Diagnosis(EngineCalls calls, Redactor redactor, boolean rawLogs, Examination examination,
            Supplier<List<Space>> spaces) {
        this.calls = calls;
        this.redactor = redactor;
        this.rawLogs = rawLogs;
        this.examination = examination;
        this.spaces = spaces;
    }

    /** What can be found out about {@code container} now, or about the host without one. The future never fails. */
    public Future<Evidence> of(Incident incident, @Nullable Container container) {
        if (container == null) {
            return Future.succeededFuture(
                    new Evidence(null, List.of(), DiskFindings.of(incident, spaces.get()), List.of()));
        }
        Future<CallResult<ContainerState>> state = calls.inspect(container.id());
        Future<CallResult<List<String>>> log = rawLogs
                ? calls.lastLogLines(container.id(), LINES)
                : Future.succeededFuture(new CallResult.Done<>(List.of()));
        Future<JsonObject> findings = examination.of(container);
        return Future.join(state, log, findings)
                .transform(all -> Future.succeededFuture(gather(state, log, findings.result())));
    }

    private Evidence gather(Future<CallResult<ContainerState>> state, Future<CallResult<List<String>>> log,
            @Nullable JsonObject findings) {
        List<String> missing = new ArrayList<>();
        if (!rawLogs) {
            missing.add("log lines: switched off in the configuration");
        }
        ContainerState seen = value("inspect", state, missing);
        List<String> lines = value("log lines", log, missing);
        List<String> kept = lines == null ? List.of() : lines.subList(Math.max(0, lines.size() - LINES), lines.size());
        return new Evidence(seen, redactor.lines(kept), findings == null ? new JsonObject() : findings, missing);
    }

    private static <T> @Nullable T value(String what, Future<CallResult<T>> answer, List<String> missing) {
        if (answer.failed()) {
            missing.add(what + ": failed");
            return null;
        }
        return switch (answer.result()) {
            case CallResult.Done<T>(T value) -> value;
            case CallResult.Refused<T> refused -> {
                missing.add(what + ": " + refused.error().word() + ", " + refused.message());
                yield null;
            }
            case CallResult.Unknown<T>(String why) -> {
                missing.add(what + ": " + why);
                yield null;
            }
        };
    }
}
