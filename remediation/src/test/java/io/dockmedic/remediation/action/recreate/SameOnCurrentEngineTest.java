package io.dockmedic.remediation.action.recreate;

import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import java.io.IOException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same on a current engine, which takes all networks at once. */
@Tag("long")
@RealEngine(Edition.CURRENT)
@InMatrix(value = SameTest.SHOWN, on = Column.CURRENT)
class SameOnCurrentEngineTest extends SameTest {
    SameOnCurrentEngineTest(PrivateEngine engine) {
        super(engine);
    }

    /** An address that nobody chose is another one afterwards, and its fields are in the table of what is known. */
    @Test
    void whatOnlyACurrentEngineTakesIsTheSame() throws IOException {
        engine.docker("network", "create", "cur-one").orFail();
        engine.docker("network", "create", "cur-two").orFail();
        engine.docker("run", "--rm", "--volume=same-sub:/v", image, "mkdir", "/v/inner").orFail();
        String version = engine.docker("version", "--format={{.Server.APIVersion}}").orFail().text().strip();
        sameOnceMadeAnew("/v" + version, SameBodies.ofACurrentEngine(image, dir, "cur-one", "cur-two"));
    }
}
