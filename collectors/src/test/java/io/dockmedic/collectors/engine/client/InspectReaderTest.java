package io.dockmedic.collectors.engine.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.dockmedic.collectors.engine.client.ContainerState.Endpoint;
import io.dockmedic.collectors.engine.client.ContainerState.Limits;
import io.dockmedic.collectors.engine.client.ContainerState.Mount;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.collectors.gpu.asked.GpuAsk;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

/** On answers of Engine 26.1 on a cgroup v2 host. */
class InspectReaderTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void healthComesWithItsLastProbes() throws IOException {
        ContainerState state = fixture("inspect-26-unhealthy.json");
        assertThat(state.name()).isEqualTo("hc");
        assertThat(state.status()).isEqualTo("running");
        assertThat(state.pid()).isEqualTo(2198);
        assertThat(state.createdAt()).isEqualTo(Instant.parse("2026-11-23T10:56:09.752050208Z"));
        assertThat(state.finishedAt()).isNull();
        assertThat(state.command()).containsExactly("sleep", "1000");
        assertThat(state.restartPolicy()).isEqualTo(new RestartPolicy("no", 0));
        assertThat(state.stopSignal()).isEqualTo("SIGTERM");
        assertThat(state.stopTimeout()).isEqualTo(Duration.ofSeconds(10));
        assertThat(state.writableVolume()).isFalse();
        var health = Objects.requireNonNull(state.health());
        assertThat(health.status()).isEqualTo("unhealthy");
        assertThat(health.failingStreak()).isEqualTo(4);
        assertThat(health.log()).hasSize(4).allSatisfy(probe -> {
            assertThat(probe.exitCode()).isEqualTo(1);
            assertThat(probe.output()).isEqualTo("probe-output\n");
            assertThat(probe.end()).isAfter(probe.start());
        });
    }

    @Test
    void anOutOfMemoryDeathShowsItself() throws IOException {
        ContainerState state = fixture("inspect-26-main-oom-dead.json");
        assertThat(state.oomKilled()).isTrue();
        assertThat(state.exitCode()).isEqualTo(137);
        assertThat(state.running()).isFalse();
        assertThat(state.finishedAt()).isAfter(state.startedAt());
        assertThat(state.health()).isNull();
    }

    @Test
    void whatItAsksForOfGpusStaysWithItWhenItEnds() throws IOException {
        ContainerState state = InspectReader.read(JSON.readTree("""
                {"Id":"x","Name":"/n","State":{},"HostConfig":{"Runtime":"nvidia",
                "DeviceRequests":[{"Driver":"nvidia","Count":0,"DeviceIDs":["0"],"Capabilities":[["gpu"]]}]}}"""));
        assertThat(state.gpus().words()).isEqualTo("GPU 0");
        assertThat(state.ended(137, false).gpus()).isEqualTo(state.gpus());
        assertThat(fixture("inspect-26-unhealthy.json").gpus()).isEqualTo(GpuAsk.NONE);
    }

    @Test
    void whatIsMissingOrNullIsNotSet() throws IOException {
        ContainerState state = InspectReader.read(JSON.readTree("""
                {"Id":"x","Name":"/n","Config":{"Labels":null,"StopSignal":null},"State":{"Health":{"Status":"none"},
                "Error":null,"StartedAt":"0001-01-01T00:00:00Z","FinishedAt":""},"Args":null,"Mounts":null,
                "HostConfig":{"RestartPolicy":{"Name":""},"CpuShares":0}}"""));
        assertThat(state.limits().cpuShares()).as("the kernel's default").isEqualTo(1024);
        assertThat(state.labels()).isEmpty();
        assertThat(state.error()).isEmpty();
        assertThat(state.startedAt()).isNull();
        assertThat(state.finishedAt()).isNull();
        assertThat(state.health()).isNull();
        assertThat(state.restartPolicy().name()).isEqualTo("no");
        assertThat(state.stopSignal()).isEqualTo("SIGTERM");
        assertThat(state.command()).isEmpty();
    }

    @Test
    void bindsAndVolumesCountAsWritableOnlyWhenTheyAre() throws IOException {
        assertThat(mounts("[{\"Type\":\"bind\",\"RW\":true}]")).isTrue();
        assertThat(mounts("[{\"Type\":\"bind\",\"RW\":false},{\"Type\":\"tmpfs\",\"RW\":true}]")).isFalse();
    }

    @Test
    void itIsOnNetworksWhereItHasAnAddress() throws IOException {
        ContainerState state = InspectReader.read(JSON.readTree("""
                {"Id": "x", "HostConfig": {"NetworkMode": "front"}, "NetworkSettings": {"Networks": {
                "back": {"NetworkID": "b1", "EndpointID": "e2", "IPAddress": "", "GlobalIPv6Address": "fd00::2"},
                "front": {"NetworkID": "f1", "EndpointID": "e1", "IPAddress": "172.29.1.2", "GlobalIPv6Address": ""},
                "lan": {"NetworkID": "l1", "IPAddress": ""}}}}"""));
        assertThat(state.endpoints()).containsExactly(new Endpoint("back", "b1", "fd00::2", "e2"),
                new Endpoint("front", "f1", "172.29.1.2", "e1"));
        assertThat(state.ended(1, false).endpoints()).isEqualTo(state.withHealth("healthy").endpoints()).hasSize(2);
        assertThat(state.ownNetwork()).isTrue();
        for (String mode : List.of("host", "none", "container:x", "")) {
            assertThat(InspectReader
                    .read(JSON.readTree("{\"HostConfig\": {\"NetworkMode\": \"" + mode + "\"}}"))
                    .ownNetwork()).as(mode).isFalse();
        }
    }

    @Test
    void limitsAreThoseItWasGiven() throws IOException {
        assertThat(limits("{\"Memory\":1024,\"MemorySwap\":2048,\"NanoCpus\":1500000000}"))
                .isEqualTo(new Limits(1024, 1024, 2048, 150_000, 100_000));
        assertThat(limits("{\"Memory\":1024,\"MemorySwap\":-1}")).isEqualTo(new Limits(1024, 1024, -1, 0, 0));
        assertThat(limits("{\"CpuQuota\":20000,\"CpuPeriod\":50000}"))
                .isEqualTo(new Limits(1024, 0, 0, 20_000, 50_000));
        assertThat(limits("{\"CpuQuota\":20000,\"CpuPeriod\":0}")).isEqualTo(new Limits(1024, 0, 0, 20_000, 100_000));
        assertThat(limits("{\"Memory\":0,\"CpuQuota\":-1,\"CpuPeriod\":50000}")).isEqualTo(Limits.NONE);
        assertThat(limits("{}")).isEqualTo(Limits.NONE);
    }

    private static Limits limits(String host) throws IOException {
        return InspectReader.read(JSON.readTree("{\"HostConfig\":" + host + "}")).limits();
    }

    @Test
    void whetherItMayWriteIsKnownOfEachMount() throws IOException {
        assertThat(InspectReader
                .read(JSON.readTree(
                        """
                                {"Mounts": [{"Type": "bind", "Source": "/srv", "RW": true}, {"Type": "bind", "Source": "/etc", "RW": false}]}
                                """))
                .mounts()).containsExactly(new Mount("bind", "/srv", true), new Mount("bind", "/etc", false));
    }

    private static boolean mounts(String mounts) throws IOException {
        return InspectReader.read(JSON.readTree("{\"Mounts\":" + mounts + "}")).writableVolume();
    }

    private static ContainerState fixture(String name) throws IOException {
        try (InputStream file = InspectReaderTest.class.getResourceAsStream(name)) {
            return InspectReader.read(JSON.readTree(file));
        }
    }
}
