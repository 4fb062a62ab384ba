package io.dockmedic.remediation.action.recreate;

import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import org.junit.jupiter.api.Tag;

/** The same on a current engine, which takes all networks at once. */
@Tag("long")
@RealEngine(Edition.CURRENT)
@InMatrix(value = SameTest.SHOWN, on = Column.CURRENT)
class SameOnCurrentEngineTest extends SameTest {
    SameOnCurrentEngineTest(PrivateEngine engine) {
        super(engine);
    }
}
