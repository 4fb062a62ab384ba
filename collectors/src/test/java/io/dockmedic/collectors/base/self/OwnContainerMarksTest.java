package io.dockmedic.collectors.base.self;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OwnContainerMarksTest {
    private static final String ID = "0123456789abcdef".repeat(4);
    private static final String OTHER = "f".repeat(64);

    @Test
    void podmanNamesTheFolderAfterItsStore() {
        assertThat(OwnContainer.idIn("683 676 0:26 /containers/storage/overlay-containers/" + ID
                + "/userdata/hostname /etc/hostname rw,nosuid - tmpfs tmpfs rw\n")).contains(ID);
        assertThat(OwnContainer.idIn("683 676 0:26 /user/7/containers/vfs-containers/" + ID
                + "/userdata/hostname /etc/hostname rw - tmpfs tmpfs rw\n")).contains(ID);
    }

    @Test
    void theGroupOfAProcessIsNamedAfterItsContainer() {
        assertThat(OwnContainer.idOfGroup("5:memory:/docker/" + ID + "\n4:cpu:/docker/" + ID + "\n1:name=systemd:/\n"))
                .contains(ID);
        assertThat(OwnContainer.idOfGroup("0::/system.slice/docker-" + ID + ".scope\n")).contains(ID);
        assertThat(OwnContainer.idOfGroup("5:memory:/docker/" + OTHER + "/docker/" + ID + "\n")).as("the inner one")
                .contains(ID);
        assertThat(OwnContainer.idOfGroup("0::/user.slice/user-0.slice\n")).isEmpty();
        assertThat(OwnContainer.idOfGroup("5:memory:/docker/" + ID + "\n4:cpu:/docker/" + OTHER + "\n"))
                .as("which of them?")
                .isEmpty();
    }

    @Test
    void aMarkIsEnoughToKnowThatWeAreInOne(@TempDir Path root) throws IOException {
        Files.createDirectories(root.resolve("proc/self"));
        Files.createDirectories(root.resolve("run"));
        assertThat(OwnContainer.marked(root)).isFalse();

        Files.writeString(root.resolve(".dockerenv"), "");
        Files.writeString(root.resolve("proc/self/mountinfo"), "22 1 8:1 / / rw - ext4 /dev/root rw\n");
        assertThat(OwnContainer.marked(root)).as("a disk made of an image").isFalse();
        Files.writeString(root.resolve("proc/self/mountinfo"), "22 1 0:50 / / rw master:3 - overlay overlay rw\n");
        assertThat(OwnContainer.marked(root)).isTrue();

        Files.delete(root.resolve(".dockerenv"));
        assertThat(OwnContainer.marked(root)).isFalse();
        Files.writeString(root.resolve("run/.containerenv"), "");
        assertThat(OwnContainer.marked(root)).isTrue();
    }
}
