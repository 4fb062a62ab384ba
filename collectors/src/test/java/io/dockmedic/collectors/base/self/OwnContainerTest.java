package io.dockmedic.collectors.base.self;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.BusyboxImage;
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
    void whoseNetworkIsAnothersIsKnownByItsGroupAndNotByTheFileThatItShares() {
        String owner = engine.run("owner", java.util.List.of("--hostname=of-the-owner"));
        String guest = engine.docker("run", "--detach", "--network", "container:owner", "--cgroupns", "host", "--name",
                "guest", BusyboxImage.TAG, "sleep", "1000").orFail().text();

        assertThat(OwnContainer.idIn(seenBy("guest", "/proc/self/mountinfo"))).contains(owner);
        assertThat(seenBy("guest", "/proc/sys/kernel/hostname").strip()).as("which does not tell them apart")
                .isEqualTo("of-the-owner");
        assertThat(OwnContainer.idOfGroup(seenBy("guest", "/proc/self/cgroup"))).contains(guest);
    }

    private String seenBy(String container, String file) {
        return engine.docker("exec", container, "cat", file).orFail().stdout();
    }

    @Test
    void outsideAContainerThereIsNone() {
        assertThat(OwnContainer.idIn("22 1 8:1 / / rw - ext4 /dev/root rw\n")).isEmpty();
    }
}
