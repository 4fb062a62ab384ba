package io.dockmedic.remediation;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.CopyCalls;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What can be read out of a container that is not there. */
public final class FakeCopies implements CopyCalls {
    /** What is at any path of it; nothing when empty. */
    public volatile byte[] bytes = new byte[0];
    /** It is answered when this has completed. */
    public volatile Future<Void> copying = Future.succeededFuture();
    /** What happens while it is read. */
    public volatile Runnable meanwhile = () -> {};
    /** Paths that were asked for. */
    public final List<String> asked = new CopyOnWriteArrayList<>();

    @Override
    public <T> Future<CallResult<T>> archive(String id, String path, Duration within, Future<Void> end,
            Reader<T> reader) {
        asked.add(path);
        meanwhile.run();
        Promise<CallResult<T>> came = Promise.promise();
        end.onComplete(now -> came.tryComplete(new CallResult.Unknown<>("it was broken off")));
        copying.onSuccess(now -> came.tryComplete(bytes.length == 0
                ? new CallResult.Refused<>(ErrorClass.DENIED, 403, "not here")
                : new CallResult.Done<>(read(reader))));
        return came.future();
    }

    @Override
    public <T> Future<CallResult<Output<T>>> output(String exec, Duration within, Future<Void> end, Reader<T> reader) {
        return Future.succeededFuture(new CallResult.Done<>(new Output<>(read(reader), List.of())));
    }

    private <T> T read(Reader<T> reader) {
        try {
            return reader.read(new ByteArrayInputStream(bytes));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
