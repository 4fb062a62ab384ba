package io.dockmedic.collectors.engine.client;

import io.vertx.core.Future;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.List;

/**
 * Calls that read out of a container what is too much to be held in memory: it is read as it comes. As {@link EngineCalls}:
 * futures never fail for reasons of the engine.
 */
public interface CopyCalls {
    /** Calls at the same time: they keep the engine, a disk and a processor busy. */
    int AT_ONCE = 1;

    /** Calls that wait for their turn beyond those, within their own time. */
    int MAY_WAIT = 20;

    /** Reads as it comes. Called on a thread of its own, which is interrupted when the time is over, or it is broken off. */
    @FunctionalInterface
    interface Reader<T> {
        /**
         * Reads it to its end, or as far as it wants.
         *
         * @throws IOException what {@code from} threw: the connection broke
         */
        T read(InputStream from) throws IOException;
    }

    /**
     * What a command wrote.
     *
     * @param read what was made of its standard output
     * @param said the last lines of its standard error, oldest first; not redacted
     */
    record Output<T>(T read, List<String> said) {
        public Output {
            said = List.copyOf(said);
        }
    }

    /**
     * {@code GET /containers/{id}/archive?path=…}: a tar of what is there, also of a container that is paused or does not run. One that
     * the engine breaks off does not look like a whole one.
     *
     * @param within for all of it
     * @param end    when it has completed the call is broken off
     */
    <T> Future<CallResult<T>> archive(String id, String path, Duration within, Future<Void> end, Reader<T> reader);

    /**
     * {@code POST /exec/{id}/start} of what {@link ExecCalls#prepare} made known: runs it, and reads its standard output. That
     * it was read to the end does not say that the command ended.
     *
     * @param within for all of it; what is cut off then goes on in the container
     * @param end    when it has completed the call is broken off, with the same
     */
    <T> Future<CallResult<Output<T>>> output(String exec, Duration within, Future<Void> end, Reader<T> reader);
}
