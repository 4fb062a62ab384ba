package io.dockmedic.benchmarks.reaction;

import io.dockmedic.testkit.SocketProxy.Exchange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One side: whatever starts dead containers again, behind a proxy of its own that writes down what it asks for. */
public interface Healer extends AutoCloseable {
    /** In tables and JSON. */
    String name();

    /** How it works, in a line. */
    String about();

    /** The label, as {@code name=value}, of the containers it cares for. */
    String label();

    /** What it has asked the engine so far. */
    List<Exchange> asked();

    /** When the engine's word of that container's death was on its way from the proxy to the healer; empty when not known. */
    default Optional<Instant> heard(String container) {
        return Optional.empty();
    }

    @Override
    void close();
}
