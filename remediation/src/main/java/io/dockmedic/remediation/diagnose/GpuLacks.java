package io.dockmedic.remediation.diagnose;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.DetailCalls;
import io.dockmedic.collectors.engine.client.EngineDevices;
import io.vertx.core.Future;
import java.util.List;

/** For want of what a container cannot be started with the GPUs that it asks for, and what the engine has for that. */
public final class GpuLacks {
    private final DetailCalls details;

    public GpuLacks(DetailCalls details) {
        this.details = details;
    }

    /** Sentences for a person; empty when it lacks nothing that is known of. The future never fails. */
    Future<List<String>> of(ContainerState state) {
        if (!GpuLack.mayBe(state)) {
            return Future.succeededFuture(List.of());
        }
        return details.devices().map(found -> switch (found) {
            case CallResult.Done<EngineDevices>(EngineDevices engine) -> GpuLack.of(state, engine, "");
            case CallResult.Refused<EngineDevices> refused ->
                GpuLack.of(state, EngineDevices.UNSAID, refused.error().word() + ", " + refused.message());
            case CallResult.Unknown<EngineDevices>(String why) -> GpuLack.of(state, EngineDevices.UNSAID, why);
        });
    }
}
