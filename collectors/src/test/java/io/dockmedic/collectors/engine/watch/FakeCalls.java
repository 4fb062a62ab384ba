package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An engine that answers inspect as it is told, late or not at all, which no real one can be made to do in time. */
final class FakeCalls implements EngineCalls {
    CallResult<ContainerState> inspect = new CallResult.Unknown<>("not told yet");
    /** What answers instead of {@link #inspect}, when it wants to. */
    @Nullable
    Future<CallResult<ContainerState>> late;
    final List<ContainerState> foreseen = new ArrayList<>();
    int lists;

    @Override
    public Future<CallResult<EngineInfo>> info() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<CallResult<List<String>>> list() {
        lists++;
        return Future.succeededFuture(new CallResult.Done<>(List.of()));
    }

    @Override
    public Future<CallResult<ContainerState>> inspect(String id) {
        return late == null ? Future.succeededFuture(inspect) : late;
    }

    @Override
    public void foreseen(ContainerState state) {
        foreseen.add(state);
    }

    @Override
    public Future<CallResult<Void>> restart(String id, Duration stopTimeout) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<CallResult<Void>> start(String id) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<CallResult<List<String>>> lastLogLines(String id, int lines) {
        throw new UnsupportedOperationException();
    }
}
