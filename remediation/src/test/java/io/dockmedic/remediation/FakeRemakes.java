package io.dockmedic.remediation;

import io.dockmedic.collectors.engine.blueprint.BaseImage;
import io.dockmedic.collectors.engine.blueprint.Blueprint;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.RemakeCalls;
import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/** An engine that makes nothing once more: what a real one does is tested with a real one. */
public final class FakeRemakes implements RemakeCalls {
    private static <T> Future<CallResult<T>> no() {
        return Future.succeededFuture(new CallResult.Refused<>(ErrorClass.DENIED, 403, "not here"));
    }

    /** How the container is set up; null where that cannot be seen. */
    public volatile @Nullable Blueprint blueprint;

    @Override
    public Future<CallResult<Blueprint>> blueprint(String id) {
        Blueprint seen = blueprint;
        return seen == null ? no() : Future.succeededFuture(new CallResult.Done<>(seen));
    }

    @Override
    public Future<CallResult<BaseImage>> baseImage(String id) {
        return no();
    }

    @Override
    public Future<CallResult<String>> create(String name, Blueprint same) {
        return no();
    }

    @Override
    public Future<CallResult<Void>> connect(String id, Blueprint same) {
        return no();
    }

    @Override
    public Future<CallResult<Void>> rename(String id, String name) {
        return no();
    }

    @Override
    public Future<CallResult<Void>> remove(String id) {
        return no();
    }
}
