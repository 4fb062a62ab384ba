package io.dockmedic.api.cli;

import io.dockmedic.api.config.Config;
import io.dockmedic.collectors.audit.find.Audit;
import io.dockmedic.collectors.audit.find.Finding;
import io.dockmedic.collectors.audit.find.Report;
import io.dockmedic.collectors.audit.find.Where;
import io.dockmedic.collectors.audit.setup.Setup;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.collectors.base.time.VertxTimers;
import io.dockmedic.collectors.engine.client.CallLimits;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.DockerJavaCalls;
import io.dockmedic.collectors.engine.client.EngineAddress;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Audits what runs on the engine, one question at a time. Blocks. */
public final class RunningAudit {
    private static final int SECONDS = 60;

    /** @throws IOException when the engine does not answer */
    Report of(Config settings, Progress progress) throws IOException {
        EngineAddress address = EngineAddress.parse(settings.engine(), System.getenv());
        Vertx vertx = SmallVertx.open();
        try (DockerJavaCalls calls = new DockerJavaCalls(vertx, new SystemClock(), new VertxTimers(vertx), address,
                settings.apiVersion(), CallLimits.DEFAULT)) {
            Map<String, Setup> setups = new LinkedHashMap<>();
            List<String> ids = done(calls.list(), address).orElse(List.of());
            int looked = 0;
            for (String id : ids) {
                progress.done(looked++, ids.size(), "containers looked at");
                Optional<ContainerState> state = done(calls.inspect(id), address).filter(ContainerState::running);
                if (state.isPresent()) {
                    done(calls.setup(id), address).ifPresent(setup -> setups.put(state.get().name(), setup));
                }
            }
            return report(address, setups);
        } finally {
            vertx.close();
        }
    }

    private static Report report(EngineAddress address, Map<String, Setup> setups) {
        List<Finding> findings = new ArrayList<>();
        List<Setup> all = List.copyOf(setups.values());
        setups.forEach((container, setup) -> {
            Where where = new Where.Running(container);
            findings.addAll(Audit.of(setup, all, setting -> where));
        });
        return new Report(address.shown(), all.stream().map(Setup::service).toList(), List.of(), findings);
    }

    /** Empty when the container is gone. */
    private static <T> Optional<T> done(Future<CallResult<T>> call, EngineAddress address) throws IOException {
        try {
            return switch (call.await(SECONDS, TimeUnit.SECONDS)) {
                case CallResult.Done<T>(T value) -> Optional.of(value);
                case CallResult.Refused<T> refused when refused.error() == ErrorClass.NOT_FOUND -> Optional.empty();
                case CallResult.Refused<T> refused ->
                    throw new IOException("the engine at " + address.shown() + " says: " + refused.message());
                case CallResult.Unknown<T> unknown ->
                    throw new IOException("the engine at " + address.shown() + " does not answer: " + unknown.why());
            };
        } catch (TimeoutException e) {
            throw new IOException("the engine at " + address.shown() + " does not answer", e);
        }
    }
}
