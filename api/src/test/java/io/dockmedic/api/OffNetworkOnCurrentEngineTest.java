package io.dockmedic.api;

import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import org.junit.jupiter.api.Tag;

/** The same on a current engine, which makes interfaces of containers in another way. */
@Tag("long")
@RealEngine(Edition.CURRENT)
class OffNetworkOnCurrentEngineTest extends OffNetworkTest {
    OffNetworkOnCurrentEngineTest(PrivateEngine engine) {
        super(engine);
    }
}
