package io.dockmedic.api;

import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import org.junit.jupiter.api.Tag;

/** The same on a current engine. */
@Tag("long")
@RealEngine(Edition.CURRENT)
@InMatrix(value = ContainerMetricsTest.SHOWN, on = Column.CURRENT)
class ContainerMetricsOnCurrentEngineTest extends ContainerMetricsTest {
    ContainerMetricsOnCurrentEngineTest(PrivateEngine engine) {
        super(engine);
    }
}
