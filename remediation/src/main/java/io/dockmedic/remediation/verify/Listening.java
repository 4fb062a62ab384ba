package io.dockmedic.remediation.verify;

import io.dockmedic.rules.sought.Sight;
import java.util.function.Consumer;

/** How one proof is told of what it listens for. */
public interface Listening {
    /** From now on. */
    void begin(Consumer<Sight> told);

    /** No more; harmless when it never began. */
    void end();
}
