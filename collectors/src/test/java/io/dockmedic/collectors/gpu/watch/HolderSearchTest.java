package io.dockmedic.collectors.gpu.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.container.view.Owners;
import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has a GPU open, over files that stand in for the machine's. No process of a real one has such numbers: one may be ours. */
class HolderSearchTest {
    private static final String ID = "c5710bb4c063430b98c4e4ca49235d5a32b0c44eed4fd74c74a5e273e0032c8e";

    @TempDir
    Path root;

    private final Containers containers = new Containers();

    @BeforeEach
    void aMachine() throws IOException {
        Path self = Files.createDirectories(root.resolve("proc/self/ns"));
        Files.createSymbolicLink(self.resolve("pid"), Path.of("pid:[4026531836]"));
        containers
                .saw(new Sighting(new Container(ID, "train", "train:1", Map.of(), new Service("", "train", ""), false),
                        new ContainerState(ID, "train", "train:1", "", Map.of(), "running", true, false, false, 77, 0,
                                false, "",
                                null, null, null, 0, null, new ContainerState.RestartPolicy("no", 0), "SIGTERM",
                                Duration.ofSeconds(10), false, List.of(), false, List.of(), ContainerState.Log.NONE,
                                ContainerState.Limits.NONE)));
    }

    private void process(int pid, String program, String group, String... open) throws IOException {
        Path folder = Files.createDirectories(root.resolve("proc/" + pid));
        Files.writeString(folder.resolve("comm"), program + "\n");
        Files.writeString(folder.resolve("cgroup"), "0::" + group + "\n");
        Path descriptors = Files.createDirectories(folder.resolve("fd"));
        for (int i = 0; i < open.length; i++) {
            Files.createSymbolicLink(descriptors.resolve(Integer.toString(i)), Path.of(open[i]));
        }
    }

    private Holders look(String device, Integer... told) {
        return new HolderSearch(root, new Owners(containers, root), Set.of(device)).look(List.of(told));
    }

    @Test
    void eachThatHasItOpenIsNamedWithItsContainer() throws IOException {
        process(5_000_001, "systemd", "/init.scope", "/dev/null");
        process(5_000_077, "python", "/system.slice/docker-" + ID + ".scope", "/dev/nvidiactl", "/dev/nvidia0",
                "/dev/nvidia0");
        process(5_000_080, "nv-hostengine", "/system.slice/dcgm.service", "socket:[7]", "/dev/nvidia0 (deleted)");
        process(5_000_081, "python", "/user.slice", "/dev/nvidia1", "/home/me/nvidia0");
        Holders holders = look("nvidia0");
        boolean root = Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        assertThat(holders.unseen()).as("as root alone")
                .isEqualTo(root
                        ? Unseen.NOTHING
                        : new Unseen(List.of("Dockmedic is not root, which that takes"), List.of()));
        assertThat(holders.all()).extracting(Holders.Holder::words)
                .containsExactly("python (process 5000077, of train)",
                        "nv-hostengine (process 5000080)");
    }

    @Test
    void whomTheLibraryTellsOfCountsWhileItLives() throws IOException {
        process(5_000_081, "python", "/user.slice");
        assertThat(look("nvidia0", 5_000_081, 5_000_082).all()).extracting(Holders.Holder::pid)
                .containsExactly(5_000_081);
    }

    @Test
    void whatKeepsPersistenceModeIsKnown() throws IOException {
        process(5_000_012, "nvidia-persiste", "/system.slice/nvidia-persistenced.service", "/dev/nvidia0");
        assertThat(look("nvidia0").all()).singleElement()
                .matches(Holders.Holder::keepsPersistence)
                .extracting(Holders.Holder::devices)
                .isEqualTo(Set.of("nvidia0"));
    }

    @Test
    void whoSeesSomeOfTheProcessesOnlyIsToldWhatThatTakes() throws IOException {
        process(5_000_005, "sh", "/");
        Files.delete(root.resolve("proc/self/ns/pid"));
        assertThat(look("nvidia0").unseen().words())
                .contains("sees some of the machine's processes only: in a container that takes --pid host");
    }

    @Test
    void whatDoesNotShowWhatItHasOpenIsNamed() throws IOException {
        process(5_000_005, "sh", "/");
        hides(5_000_004, "secretd", "/");
        assertThat(look("nvidia0").unseen().hidden()).containsExactly("secretd (process 5000004)");
        hides(5_000_009, "python", "/system.slice/docker-" + ID + ".scope");
        assertThat(look("nvidia0").unseen().hidden()).containsExactly("secretd (process 5000004)",
                "python (process 5000009, of train)");
    }

    @Test
    void ofManyThatDoNotShowItAFewAreNamed() {
        assertThat(new Unseen(List.of(), List.of("a (process 1)", "b (process 2)", "c (process 3)")).words())
                .startsWith(
                        "not even root is shown what this has open: a (process 1), b (process 2), c (process 3). In");
        assertThat(new Unseen(List.of(), List.of("a", "b", "c", "d", "e")).words())
                .startsWith("not even root is shown what this has open: a, b, c and 2 more. In a container give");
    }

    /** One that is there, and what it has open is not shown. */
    private void hides(int pid, String program, String group) throws IOException {
        process(pid, program, group);
        Files.delete(root.resolve("proc/" + pid + "/fd"));
        Files.createFile(root.resolve("proc/" + pid + "/fd"));
    }
}
