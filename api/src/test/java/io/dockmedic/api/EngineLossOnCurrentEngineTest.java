package io.dockmedic.api;

import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import org.junit.jupiter.api.Tag;

/** The same on a current engine. */
@Tag("long")
@InMatrix(value = EngineLossTest.SHOWN, on = Column.CURRENT)
class EngineLossOnCurrentEngineTest extends EngineLossTest {
    @Override
    Edition edition() {
        return Edition.CURRENT;
    }
}
