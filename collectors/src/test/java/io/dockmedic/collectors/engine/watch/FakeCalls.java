package io.dockmedic.collectors.engine.watch;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.EngineInfo;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An engine that answers inspect as it is told, late or not at all, which no real one can be made to do in time. */
final class FakeCalls implements EngineCalls {
    CallResult<ContainerState> inspect = new CallResult.Unknown<>("not told yet");
    /** What answers instead of {@link #inspect}, when it wants to. */
    @Nullable
    Future<CallResult<ContainerState>> late;
    /** What it has, by id; these are listed, and looked at before {@link #inspect}. */
    final Map<String, ContainerState> has = new LinkedHashMap<>();
    /** About these it gives no answer, though they are listed. */
    final Set<String> silent = new HashSet<>();
    final List<ContainerState> foreseen = new ArrayList<>();
    int lists;

    @Override
    public Future<CallResult<EngineInfo>> info() {
        throw new UnsupportedOperationException();
    }

    @Override
    public Future<CallResult<List<String>>> list() {
        lists++;
        return Future.succeededFuture(new CallResult.Done<>(List.copyOf(has.keySet())));
    }

    @Override
    public Future<CallResult<ContainerState>> inspect(String id) {
        if (silent.contains(id)) {
            return Future.succeededFuture(new CallResult.Unknown<>("no answer"));
        }
        if (has.containsKey(id)) {
            return Future.succeededFuture(new CallResult.Done<>(has.get(id)));
        }
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
