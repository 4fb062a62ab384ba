package io.dockmedic.remediation;

import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.CopyCalls;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.vertx.core.Future;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** What can be read out of a container that is not there. */
public final class FakeCopies implements CopyCalls {
    /** What is at any path of it; nothing when empty. */
    public volatile byte[] bytes = new byte[0];
    /** Paths that were asked for. */
    public final List<String> asked = Collections.synchronizedList(new ArrayList<>());

    @Override
    public <T> Future<CallResult<T>> archive(String id, String path, Duration within, Reader<T> reader) {
        asked.add(path);
        return bytes.length == 0
                ? Future.succeededFuture(new CallResult.Refused<>(ErrorClass.DENIED, 403, "not here"))
                : Future.succeededFuture(new CallResult.Done<>(read(reader)));
    }

    @Override
    public <T> Future<CallResult<Output<T>>> output(String exec, Duration within, Reader<T> reader) {
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
