package io.dockmedic.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.Edition;
import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import io.dockmedic.testkit.matrix.Column;
import io.dockmedic.testkit.matrix.InMatrix;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;

/** The same on a current engine. */
@Tag("long")
@RealEngine(Edition.CURRENT)
@InMatrix(value = ActionsTest.SHOWN, on = Column.CURRENT, but = "yes, but truncate-log is refused while the container runs ([why](docs/remediation.md#emptying-a-log))")
class ActionsOnCurrentEngineTest extends ActionsTest {
    ActionsOnCurrentEngineTest(PrivateEngine engine) {
        super(engine);
    }

    /** Which stays, for the engine remembers how long it is. */
    @Override
    void theLogIsDealtWith(Spine spine) {
        assertThat(spine.incident("act-log", "Log", "escalated").at("/remedy/attempts").toString())
                .contains("since 23 the engine");
        assertThat(Path.of(inspect("{{.LogPath}}", "act-log"))).isNotEmptyFile();
    }
}
