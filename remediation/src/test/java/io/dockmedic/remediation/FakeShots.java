package io.dockmedic.remediation;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.OneShotCalls;
import io.vertx.core.Future;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** An engine that makes no container for one command: what a real one does is tested with a real one. */
public final class FakeShots implements OneShotCalls {
    /** What it was asked for. */
    public final List<Order> asked = new CopyOnWriteArrayList<>();

    @Override
    public Future<CallResult<Made>> create(String name, Order order) {
        asked.add(order);
        return no();
    }

    @Override
    public Future<CallResult<Void>> discard(String id) {
        return no();
    }

    private static <T> Future<CallResult<T>> no() {
        return Future.succeededFuture(new CallResult.Refused<>(ErrorClass.DENIED, 403, "not here"));
    }
}
