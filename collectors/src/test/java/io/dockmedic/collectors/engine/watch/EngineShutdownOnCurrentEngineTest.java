package io.dockmedic.collectors.engine.watch;

import io.dockmedic.testkit.Edition;
import org.junit.jupiter.api.Tag;

/** The same with a current engine. */
@Tag("long")
class EngineShutdownOnCurrentEngineTest extends EngineShutdownTest {
    @Override
    Edition edition() {
        return Edition.CURRENT;
    }
}
