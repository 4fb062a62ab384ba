package io.dockmedic.collectors.container.network;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.container.view.Sighting;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.Endpoint;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.gpu.asked.GpuAsk;
import io.vertx.core.Future;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files of the kernel, of which Docker Engine 20.10 and 28 made the like, say of containers that the engine has on networks. */
class AttachmentsTest {
    private static final Instant T = Instant.parse("2026-11-01T00:00:00Z");
    private static final Endpoint FRONT = new Endpoint("front", "f".repeat(64), "172.29.1.2", "e1");
    private static final Endpoint BACK = new Endpoint("back", "b".repeat(64), "172.29.2.2", "e1");
    private static final Endpoint LAN = new Endpoint("lan", "1".repeat(64), "192.168.7.2", "e1");

    private final Bridges bridges = new Bridges(network -> Future.succeededFuture(
            new CallResult.Done<>(network.startsWith("1") ? "" : "br-" + network.substring(0, 12))));
    private final Path proc;
    private final Path sys;
    private final Attachments attachments;

    AttachmentsTest(@TempDir Path root) {
        proc = root.resolve("proc");
        sys = root.resolve("sys");
        attachments = new Attachments(new Links(proc, sys), bridges);
    }

    @BeforeEach
    void known() {
        bridges.learn(Set.of(FRONT.id(), BACK.id(), LAN.id()), T);
        bridge(FRONT, 1);
        bridge(BACK, 1);
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void delete(Path path) {
        if (Files.exists(path)) {
            try (Stream<Path> all = Files.walk(path)) {
                for (Path one : all.toList().reversed()) {
                    Files.delete(one);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private Path link(Endpoint endpoint) {
        return sys.resolve("class/net/br-" + endpoint.id().substring(0, 12));
    }

    /** There, with so many attached. */
    private void bridge(Endpoint endpoint, int attached) {
        delete(link(endpoint));
        write(link(endpoint).resolve("ifindex"), "7\n");
        write(link(endpoint).resolve("brif/none"), "");
        delete(link(endpoint).resolve("brif/none"));
        for (int i = 0; i < attached; i++) {
            write(link(endpoint).resolve("brif/veth" + i), "");
        }
    }

    private static String id(int pid) {
        return Integer.toString(pid).repeat(64);
    }

    /** The kernel shows these interfaces of it, each with one address. */
    private void shows(int pid, String... interfacesAndAddresses) {
        Path process = proc.resolve(Integer.toString(pid));
        StringBuilder dev = new StringBuilder("Inter-| Receive | Transmit\n face |bytes |bytes\n");
        StringBuilder trie = new StringBuilder("Local:\n  +-- 0.0.0.0/0 3 0 5\n");
        Stream.concat(Stream.of("lo 127.0.0.1"), Arrays.stream(interfacesAndAddresses)).forEach(one -> {
            dev.append("  ").append(one.split(" ", -1)[0]).append(": 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0\n");
            trie.append("           |-- ").append(one.split(" ", -1)[1]).append("\n              /32 host LOCAL\n");
        });
        write(process.resolve("cgroup"), "0::/docker/" + id(pid) + "\n");
        write(process.resolve("net/dev"), dev.toString());
        write(process.resolve("net/fib_trie"), trie.toString());
    }

    private static ContainerState state(int pid, Instant started, Endpoint... on) {
        return new ContainerState(id(pid), "web", "x:1", "sha256:1", Map.of(), "running", true, false, false, pid, 0,
                false, "", T, started, null, 0, null, new ContainerState.RestartPolicy("no", 0), "SIGTERM",
                Duration.ofSeconds(10), false, List.of(), false, List.of(), ContainerState.Log.NONE,
                ContainerState.Limits.NONE, GpuAsk.NONE, "front", List.of(on));
    }

    private void begin(ContainerState... all) {
        attachments.begin(Arrays.stream(all)
                .map(one -> new Sighting(new Container(one.id(), one.name(), one.image(), Map.of(),
                        new Service("", one.name(), ""), false), one))
                .toList());
    }

    private Optional<List<Off>> look(ContainerState one) {
        begin(one);
        return attachments.look(one);
    }

    @Test
    void anInterfaceThatIsGone() {
        ContainerState web = state(1, T, FRONT, BACK);
        shows(1, "eth0 172.29.1.2", "eth1 172.29.2.2");
        assertThat(look(web)).hasValue(List.of());
        shows(1, "eth0 172.29.1.2");
        bridge(BACK, 0);
        assertThat(look(web)).hasValue(List
                .of(new Off("back", "its interface with the address 172.29.2.2 is gone", true)));
        shows(1, "eth0 172.29.1.2", "eth2 172.29.2.2");
        bridge(BACK, 1);
        assertThat(look(web)).as("put back, by whatever name").hasValue(List.of());
        shows(1);
        bridge(FRONT, 0);
        bridge(BACK, 0);
        assertThat(look(web).orElseThrow()).extracting(Off::network).containsExactly("front", "back");
        assertThat(look(state(1, T, FRONT)).orElseThrow()).as("whom a person took off one of them")
                .extracting(Off::network)
                .containsExactly("front");
        assertThat(look(state(1, T))).as("and off both").hasValue(List.of());
    }

    @Test
    void whatItHadNotWhenItWasFirstSeenItDoesNotLose() {
        shows(1);
        assertThat(look(state(1, T, FRONT))).as("or it lost it before: neither is said").isEmpty();
        assertThat(look(state(1, T.plusSeconds(5), FRONT))).hasValue(List.of());
        ContainerState moved = state(2, T, FRONT);
        shows(2, "eth0 10.0.0.1");
        assertThat(look(moved)).hasValue(List.of());
        shows(2);
        assertThat(look(moved)).hasValue(List.of());
    }

    /** As where the owner has put the machine's own card, or a virtual machine's, on the bridge. */
    @Test
    void whatElseIsOnTheBridgeIsNoContainers() {
        ContainerState web = state(1, T, FRONT);
        shows(1, "eth0 172.29.1.2");
        write(link(FRONT).resolve("brif/eno1"), "");
        assertThat(look(web)).hasValue(List.of());
        shows(1);
        bridge(FRONT, 0);
        write(link(FRONT).resolve("brif/eno1"), "");
        assertThat(look(web).orElseThrow()).extracting(Off::network).containsExactly("front");
    }

    /** As a tunnel's container does, or a node of another system's: the machine's end stays on the bridge. */
    @Test
    void whatMovesItsOwnInterfaceIsNotOff() {
        ContainerState vpn = state(1, T, FRONT);
        shows(1, "eth0 172.29.1.2", "wg0 10.8.0.2");
        assertThat(look(vpn)).hasValue(List.of());
        shows(1, "wg0 10.8.0.2");
        assertThat(look(vpn)).as("nothing is said of it").isEmpty();
        bridge(FRONT, 0);
        assertThat(look(vpn).orElseThrow()).extracting(Off::network).containsExactly("front");
    }

    /** What they had before is not known then: an incident goes on, and none begins. */
    @Test
    void ofThoseThatMayHaveBeenOffBeforeOurStartNothingIsSaid() {
        ContainerState one = state(1, T, FRONT);
        ContainerState two = state(2, T, new Endpoint("front", FRONT.id(), "172.29.1.3", "e2"));
        shows(1, "eth0 172.29.1.2");
        shows(2, "eth0 172.29.1.3");
        begin(one, two);
        assertThat(attachments.look(two)).as("one of both is attached").isEmpty();
        ContainerState again = state(2, T.plusSeconds(60), new Endpoint("front", FRONT.id(), "172.29.1.3", "e3"));
        begin(one, again);
        assertThat(attachments.look(again)).as("its start was seen").hasValue(List.of());
    }

    @Test
    void whoIsTakenOffAndPutOnAgainIsAttachedAnew() {
        ContainerState one = state(1, T, FRONT);
        ContainerState two = state(2, T, new Endpoint("front", FRONT.id(), "172.29.1.3", "e2"));
        shows(1, "eth0 172.29.1.2");
        shows(2, "eth0 172.29.1.3");
        bridge(FRONT, 0);
        begin(one, two);
        assertThat(attachments.look(two).orElseThrow()).hasSize(1);
        bridge(FRONT, 1);
        ContainerState repaired = state(2, T, new Endpoint("front", FRONT.id(), "172.29.1.3", "e3"));
        begin(one, repaired);
        assertThat(attachments.look(repaired).orElse(List.of())).isEmpty();
    }

    /** Its bridge may be called like the machine's. */
    @Test
    void ofARootlessEngineTheBridgesAreNotSeen() {
        shows(1, "eth0 172.29.1.2");
        write(proc.resolve("1/uid_map"), "         0       1000          1\n         1     100000      65536\n");
        bridge(FRONT, 0);
        assertThat(look(state(1, T, FRONT)).orElse(List.of())).isEmpty();
        write(proc.resolve("1/uid_map"), "         0          0 4294967295\n");
        assertThat(look(state(1, T, FRONT)).orElseThrow()).hasSize(1);
    }

    @Test
    void theBridgeIsFoundAmongHoweverManyInterfaces() {
        ContainerState web = state(2, T, FRONT);
        shows(2, "eth0 172.29.1.2");
        delete(link(FRONT));
        String[] many = Stream.concat(IntStream.range(0, 200).mapToObj(i -> "veth" + i + " 0.0.0.0"),
                Stream.of("br-ffffffffffff 172.29.1.1")).toArray(String[]::new);
        shows(1, many);
        assertThat(look(web)).hasValue(List.of());
        shows(1, many);
        assertThat(look(web)).as("there, beside the others").hasValue(List.of());
    }

    /** A virtual machine in a container takes its address for itself, and a VPN's interface comes and goes. */
    @Test
    void otherAddressesAndInterfacesOfItsOwnAreItsOwnAffair() {
        ContainerState web = state(1, T, FRONT);
        shows(1, "eth0 172.29.1.2", "tun0 10.8.0.2");
        assertThat(look(web)).hasValue(List.of());
        shows(1, "eth0 172.29.1.2");
        assertThat(look(web)).hasValue(List.of());
        shows(1, "eth0 10.0.0.1", "tun0 10.8.0.2");
        assertThat(look(web)).as("neither off, nor said to be on").isEmpty();
        shows(1, "tun0 10.8.0.2");
        bridge(FRONT, 0);
        assertThat(look(web).orElseThrow()).extracting(Off::network).containsExactly("front");
    }

    @Test
    void aRestartWouldNotDoWhereTheBridgeIsGoneTooOrThereIsNone() {
        ContainerState web = state(1, T, FRONT, LAN);
        shows(1, "eth0 172.29.1.2", "eth1 192.168.7.2");
        assertThat(look(web)).hasValue(List.of());
        shows(1, "eth0 172.29.1.2");
        assertThat(look(web)).hasValue(List
                .of(new Off("lan", "its interface with the address 192.168.7.2 is gone", false)));
        shows(1, "eth0 172.29.1.2", "eth1 192.168.7.2");
        delete(link(FRONT));
        assertThat(look(web)).hasValue(List.of(new Off("front", "its bridge br-ffffffffffff is gone", false)));
    }

    @Test
    void aBridgeThatWasNeverSeenMayBeAnotherMachines() {
        delete(link(FRONT));
        shows(1, "eth0 172.29.1.2");
        assertThat(look(state(1, T, FRONT))).hasValue(List.of());
    }

    /** The engine makes it anew at its start. Whoever is started then is attached, and the others are not. */
    @Test
    void aBridgeThatWasMadeAnew() {
        ContainerState one = state(1, T, FRONT);
        ContainerState two = state(2, T, new Endpoint("front", FRONT.id(), "172.29.1.3", "e1"));
        shows(1, "eth0 172.29.1.2");
        shows(2, "eth0 172.29.1.3");
        bridge(FRONT, 0);
        begin(one, two);
        Off off = new Off("front", "its bridge br-ffffffffffff was made anew, and it is not attached to that", true);
        assertThat(attachments.look(one)).hasValue(List.of(off));
        assertThat(attachments.look(two)).hasValue(List.of(off));
        bridge(FRONT, 1);
        ContainerState again = state(1, T.plusSeconds(60), FRONT);
        begin(again, two);
        assertThat(attachments.look(again)).hasValue(List.of());
        assertThat(attachments.look(two)).hasValue(List.of(off));
        bridge(FRONT, 2);
        begin(again, two);
        assertThat(attachments.look(two)).as("by hand").hasValue(List.of());
    }

    @Test
    void aProcessOfAnotherIsNotLookedAt() {
        shows(1, "eth0 172.29.1.2");
        write(proc.resolve("1/cgroup"), "0::/docker/" + id(9) + "\n");
        assertThat(look(state(1, T, FRONT))).isEmpty();
    }
}
