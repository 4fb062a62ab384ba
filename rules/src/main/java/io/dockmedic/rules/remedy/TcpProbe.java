package io.dockmedic.rules.remedy;

import java.time.Duration;

/**
 * A port of the container that has to accept connections.
 *
 * @param timeout for one connection
 */
public record TcpProbe(int port, Duration timeout) implements Step.Condition {
    /** As rules write it. */
    public static final String WORD = "tcp";

    @Override
    public String word() {
        return WORD;
    }
}
