package io.dockmedic.collectors.base.self;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.PrivateEngine;
import io.dockmedic.testkit.RealEngine;
import org.junit.jupiter.api.Test;

@RealEngine
class OwnContainerTest {
    private final PrivateEngine engine;

    OwnContainerTest(PrivateEngine engine) {
        this.engine = engine;
    }

    @Test
    void findsItsIdInWhatARealContainerSees() {
        String id = engine.run("self", java.util.List.of());
        String mountinfo = engine.docker("exec", "self", "cat", "/proc/self/mountinfo").orFail().stdout();

        assertThat(OwnContainer.idIn(mountinfo)).contains(id);
    }

    @Test
    void outsideAContainerThereIsNone() {
        assertThat(OwnContainer.idIn("22 1 8:1 / / rw - ext4 /dev/root rw\n")).isEmpty();
    }
}
