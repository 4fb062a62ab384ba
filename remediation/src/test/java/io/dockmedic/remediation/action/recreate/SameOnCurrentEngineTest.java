package io.dockmedic.remediation.action.recreate;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.remediation.action.Outcome;
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

    /** The engine does not say which image it was when it was mounted; its name may be another one's by now. */
    @Test
    void whatMountsAnImageIsNotMadeAnew() {
        engine.docker("run", "--detach", "--name", NAME, "--network=none", "--mount=type=image,source=" + image
                + ",target=/image", image, "sleep", "100000").orFail();
        String was = engine.docker("inspect", "-f", "{{.Id}}", NAME).orFail().text();
        try (Rig rig = new Rig(engine.socket(), dir.resolve("image.db"))) {
            assertThat(rig.recreate(NAME)).isInstanceOfSatisfying(Outcome.Refused.class,
                    refused -> assertThat(refused.message())
                            .contains("would not be the same in Mounts[/image].Source"));
        }
        assertThat(engine.docker("inspect", "-f", "{{.Id}} {{.State.Status}}", NAME).orFail().text())
                .isEqualTo(was + " running");
    }
}
