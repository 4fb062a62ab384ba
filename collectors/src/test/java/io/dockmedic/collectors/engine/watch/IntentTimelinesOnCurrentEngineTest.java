package io.dockmedic.collectors.engine.watch;

import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import org.junit.jupiter.api.Tag;

/** The same timelines on a current engine. */
@Tag("long")
@RealEngine(Edition.CURRENT)
@InMatrix(value = IntentTimelinesTest.SHOWN, on = Column.CURRENT)
class IntentTimelinesOnCurrentEngineTest extends IntentTimelinesTest {
    IntentTimelinesOnCurrentEngineTest(PrivateEngine engine) {
        super(engine);
    }
}
