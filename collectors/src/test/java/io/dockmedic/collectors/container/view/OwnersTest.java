package io.dockmedic.collectors.container.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.gpu.asked.GpuAsk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnersTest {
    @TempDir
    Path root;

    /** As the kernel writes it; the 22nd is when it began. */
    private void process(int pid, String name, long ticks) throws IOException {
        Path folder = Files.createDirectories(root.resolve("proc/" + pid));
        Files.writeString(folder.resolve("stat"), pid + " (" + name
                + ") S 1 42 42 0 -1 4194560 125 0 0 0 1 2 0 0 20 0 1 0 " + ticks
                + " 4374528 400 18446744073709551615 1 1\n");
    }

    @Test
    void whenAProcessBeganIsToldWhateverItCallsItself() throws IOException {
        Owners owners = new Owners(new Containers(), root);
        process(42, "python", 1_234);
        process(43, "a) S 1 2 (3", 5_678);
        assertThat(owners.began(42)).isEqualTo(1_234);
        assertThat(owners.began(43)).isEqualTo(5_678);
        assertThat(owners.began(44)).as("it is gone").isEqualTo(Owners.UNKNOWN);
        assertThat(owners.beganAt(42)).as("when the machine was started is not told").isEmpty();
        Files.writeString(root.resolve("proc/stat"), "cpu 1 2 3\nbtime 1760000000\nprocesses 4\n");
        assertThat(owners.beganAt(42)).contains(Instant.ofEpochSecond(1_760_000_012L, 340_000_000));
        assertThat(owners.beganAt(44)).isEmpty();
    }

    @Test
    void thisMachinesOwnProcessBeganWhenTheMachineSays() {
        ProcessHandle own = ProcessHandle.current();
        Owners owners = new Owners(new Containers(), Path.of("/"));
        assertThat(Duration.between(owners.beganAt((int) own.pid()).orElseThrow(),
                own.info().startInstant().orElseThrow()).abs()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void clocksDifferByALittle() {
        Instant moment = Instant.ofEpochSecond(100);
        assertThat(Owners.hadBegun(moment.minusSeconds(60), moment)).isTrue();
        assertThat(Owners.hadBegun(moment.plusSeconds(4), moment)).isTrue();
        assertThat(Owners.hadBegun(moment.plusSeconds(6), moment)).isFalse();
    }

    private static final String ID = "c5710bb4c063430b98c4e4ca49235d5a32b0c44eed4fd74c74a5e273e0032c8e";
    private static final String INNER = "b5577df2fcf2f8c911ada034af54d77d3499d3e140d5df976d53fbdd020e2327";

    /** OUTER and INNER stand for ids: of a container that is known, and of one that is not. */
    @ParameterizedTest
    @ValueSource(strings = {
            "0::/system.slice/docker-OUTER.scope",
            "0::/docker/OUTER",
            "0::/../docker-OUTER.scope",
            "0::/../../docker/OUTER",
            "0::/user.slice/user-1000.slice/user@1000.service/user.slice/docker-OUTER.scope",
            "12:cpuset:/docker/OUTER\n11:memory:/docker/OUTER\n1:name=systemd:/docker/OUTER",
            "12:cpuset:/\n5:memory:/system.slice/docker-OUTER.scope\n1:name=systemd:/system.slice/docker-OUTER.scope",
            "1:name=systemd:/docker/OUTER\n0::/system.slice/containerd.service",
            "0::/system.slice/docker-OUTER.scope/kubelet.slice/kubepods.slice/cri-containerd-INNER.scope",
            "0::/docker/OUTER/docker/INNER",
            "0::/machine.slice/libpod-OUTER.scope",
            "0::/machine.slice/libpod-OUTER.scope/container",
            "12:memory:/libpod_parent/libpod-OUTER",
            "0::/kubepods/burstable/pod1/system.slice:cri-containerd:OUTER"})
    void aContainersGroupIsKnownByItsIdHoweverItIsNamed(String form) {
        Owners owners = new Owners(known(ID), root);
        assertThat(owners.ofGroup(form.replace("OUTER", ID).replace("INNER", INNER)).map(Container::id)).contains(ID);
    }

    @Test
    void ofContainersInOneAnotherItIsTheInnermostThatIsKnown() {
        String nested = "0::/docker/" + ID + "/docker/" + INNER;
        assertThat(new Owners(known(ID, INNER), root).ofGroup(nested).map(Container::id)).contains(INNER);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "0::/", "0::/system.slice/ssh.service", "0::/system.slice/docker-INNER.scope",
            "0::/machine.slice/libpod-conmon-OUTER.scope", "0::/kubepods.slice/crio-conmon-OUTER.scope",
            "0::/system.slice/docker-OUTERff.scope", "0::/system.slice/docker-ffOUTER.scope",
            "0::/ecs/0a1b2c3d/0123456789abcdef0123456789abcdef-2748293417", ""})
    void anotherGroupIsNobodys(String form) {
        Owners owners = new Owners(known(ID), root);
        assertThat(owners.ofGroup(form.replace("OUTER", ID).replace("INNER", INNER))).isEmpty();
    }

    private static Containers known(String... ids) {
        Containers containers = new Containers();
        for (String id : ids) {
            containers.saw(new Sighting(
                    new Container(id, "web", "web:1", Map.of(), new Service("app", "web", "1"), false),
                    new ContainerState(id, "web", "web:1", "", Map.of(), "running", true, false, false, 1, 0, false, "",
                            null, Instant.EPOCH, null, 0, null, new ContainerState.RestartPolicy("no", 0), "SIGTERM",
                            Duration.ofSeconds(10), false, List.of(), false, List.of(), ContainerState.Log.NONE,
                            ContainerState.Limits.NONE, GpuAsk.NONE)));
        }
        return containers;
    }
}
