package io.dockmedic.collectors.engine.watch;

import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import org.junit.jupiter.api.Tag;

/** The same with a current engine. */
@Tag("long")
@InMatrix(value = EngineShutdownTest.SHOWN, on = Column.CURRENT)
class EngineShutdownOnCurrentEngineTest extends EngineShutdownTest {
    @Override
    Edition edition() {
        return Edition.CURRENT;
    }
}
