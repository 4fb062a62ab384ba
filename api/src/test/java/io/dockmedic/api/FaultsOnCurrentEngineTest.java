package io.dockmedic.api;

import io.dockmedic.testkit.Edition;
import org.junit.jupiter.api.Tag;

/** The same on a current engine. */
@Tag("long")
class FaultsOnCurrentEngineTest extends FaultsTest {
    @Override
    Edition edition() {
        return Edition.CURRENT;
    }
}
