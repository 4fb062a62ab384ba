package io.dockmedic.collectors.alert.named;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.gpu.reading.KnownGpus;
import io.dockmedic.collectors.base.time.ManualTime;
import io.dockmedic.collectors.container.view.Containers;
import io.dockmedic.collectors.event.ExternalEvent.Alert;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.Scope;
import io.dockmedic.collectors.event.Service;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By which of its labels an alert is about this host, another one, or one of this one's GPUs. */
class ScopeTest {
    private static final String UUID = "GPU-3c1b1d6b-8f6a-4d0b-9c55-111111111111";
    private static final String OTHER = "GPU-3c1b1d6b-8f6a-4d0b-9c55-999999999999";

    private final Containers containers = new Containers();
    private final List<Gpu> gpus = new ArrayList<>(List.of(
            new Gpu(0, Gpu.NVIDIA, "0000:18:00.0", UUID, "NVIDIA H100 80GB HBM3"),
            new Gpu(1, Gpu.NVIDIA, "0000:3b:00.0", "GPU-2", "NVIDIA H100 80GB HBM3")));
    private boolean known = true;
    private final TargetFinder finder = new TargetFinder(containers, () -> true,
            () -> new KnownGpus(gpus, known),
            new HostNames(() -> Set.of("gpu1", "gpu1.lan.example.net", "10.0.0.5", "nas", "spare (rack 3)"),
                    List.of(List.of("gpu2", "far.example.net"), List.of("gpu1", "gpu-one.example.net"))),
            Naming.USUAL, new ManualTime(Instant.EPOCH));

    @BeforeEach
    void some() {
        containers.saw(Alerts.container('a', "web", new Service("", "web", ""), true));
    }

    private Alert about(Map<String, String> labels) {
        return finder.find(Alerts.of(labels));
    }

    private Scope scope(Map<String, String> labels) {
        return about(labels).scope();
    }

    @ParameterizedTest
    @CsvSource({"host,gpu2", "hostname,gpu2", "Hostname,gpu2", "node,gpu2:9100", "nodename,gpu2", "host,gpu1.other.net",
            "host,gpu1.lan.example", "host,10.0.0.6", "host,10.0", "host,aaaaaaaaaaab", "host,bbbbbbbbbbbb",
            "host,[fe80::2]:9100", "host,fe80::2", "instance,gpu2:9100", "instance,far.example.net:8080",
            "node,rabbit@gpu3", "node,gpu-3", "host,rabbit@gpu3", "host,http://gpu-2:9100/metrics", "host,gpu3/metrics",
            "host,gpu-2 (rack 3)",
            "host,gpu3:metrics", "instance,http://gpu2:9100/metrics", "host,https://shop.example.net/",
            "host,10.0.0.6"})
    void anAlertOfAnotherHostIsNotAboutTheContainerOfTheSameNameHere(String label, String value) {
        Alert alert = about(Map.of("name", "web", "UUID", UUID, label, value));
        assertThat(alert.scope()).isEqualTo(Scope.ELSEWHERE);
        assertThat(alert.container()).isNull();
        assertThat(alert.gpu()).isNull();
        assertThat(alert.missing()).isEqualTo("it is about the host " + value + ", and this is gpu1");
    }

    @ParameterizedTest
    @CsvSource({"host,gpu1", "host,GPU1", "hostname,gpu1:9100", "Hostname,aaaaaaaaaaaa", "node,gpu1.lan.example.net.",
            "nodename,nas", "host,10.0.0.5:9100", "instance,gpu1:9100", "instance,gpu-one.example.net:9100",
            "host,gpu-one.example.net", "host,http://gpu1:9717/", "host,Spare (rack 3)"})
    void oneOfThisHostIs(String label, String value) {
        assertThat(scope(Map.of("name", "web", label, value))).isEqualTo(Scope.CONTAINER);
        assertThat(scope(Map.of("alertname", "HostHot", label, value))).isEqualTo(Scope.HOST);
    }

    /** An exporter's address says where the exporter is asked, by whoever asks: often a container, or the asker's own machine. */
    @ParameterizedTest
    @CsvSource({"instance,cadvisor:8080", "instance,localhost:9100", "instance,10.0.0.6:9100",
            "instance,172.17.0.2:9400",
            "host,localhost", "host,127.0.0.1", "host,[::1]:9100", "host,host.docker.internal:9323",
            "host,http://localhost:9100/metrics", "host,unix:///run/x.sock", "host,-", "host,:9100", "node,0",
            "host,10",
            "node,v20.11", "host,172.17.0.4", "host,web", "host,WEB:80"})
    void whatNamesNoHostSaysNothing(String label, String value) {
        assertThat(scope(Map.of("name", "web", label, value))).isEqualTo(Scope.CONTAINER);
        assertThat(scope(Map.of("alertname", "HostHot", label, value))).isEqualTo(Scope.NONE);
    }

    @Test
    void whenOneLabelNamesThisHostAndAnotherDoesNotItIsNotDoneHere() {
        assertThat(scope(Map.of("name", "web", "host", "gpu1", "node", "gpu2"))).isEqualTo(Scope.ELSEWHERE);
        assertThat(scope(Map.of("name", "web", "host", "gpu1", "instance", "gpu2:9100"))).isEqualTo(Scope.ELSEWHERE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UUID=" + UUID, "gpu_uuid=" + UUID, "uuid=3c1b1d6b-8f6a-4d0b-9c55-111111111111",
            "pci_bus_id=00000000:18:00.0", "pci_bus_id=0000:18:00.0", "gpu=0", "device=nvidia0"})
    void aGpuIsFoundByWhatDcgmExporterWrites(String label) {
        Alert alert = about(Map.of(label.replaceAll("=.*", ""), label.replaceAll(".*=", ""), "Hostname", "gpu1"));
        assertThat(alert.scope()).isEqualTo(Scope.GPU);
        assertThat(Objects.requireNonNull(alert.gpu()).index()).isZero();
        assertThat(alert.kind()).isEqualTo("external.alert");
        assertThat(alert.summary()).endsWith("about GPU 0 (NVIDIA H100 80GB HBM3 at 0000:18:00.0)");
    }

    @Test
    void theNarrowestOfItsNamesCounts() {
        Alert both = about(Map.of("UUID", UUID, "gpu", "1", "pci_bus_id", "00000000:3b:00.0", "container", "web"));
        assertThat(both.scope()).isEqualTo(Scope.CONTAINER);
        assertThat(Objects.requireNonNull(both.gpu()).index()).isZero();
        assertThat(scope(Map.of("UUID", UUID, "container", "gone"))).as("not the GPU, when its container was meant")
                .isEqualTo(Scope.NONE);
    }

    @Test
    void aUuidThatIsNotHereIsAnotherHosts() {
        Alert other = about(Map.of("UUID", OTHER, "gpu", "0", "name", "web"));
        assertThat(other.scope()).as("nothing is done here because of it").isEqualTo(Scope.ELSEWHERE);
        assertThat(other.missing()).isEqualTo("no GPU of this host is called " + OTHER);
        assertThat(scope(Map.of("uuid", OTHER.substring(4)))).isEqualTo(Scope.ELSEWHERE);
        assertThat(scope(Map.of("uuid", OTHER.substring(4), "name", "web"))).as("it may be anything's")
                .isEqualTo(Scope.CONTAINER);
        assertThat(scope(Map.of("UUID", OTHER, "host", "gpu1"))).as("one of ours that is gone").isEqualTo(Scope.NONE);
        assertThat(about(Map.of("gpu", "7", "host", "gpu1")).missing()).isEqualTo("no GPU of this host is called 7");
        gpus.clear();
        assertThat(scope(Map.of("UUID", OTHER, "name", "web"))).as("no GPU is here").isEqualTo(Scope.ELSEWHERE);
        assertThat(scope(Map.of("gpu", "0", "name", "web"))).isEqualTo(Scope.CONTAINER);
        assertThat(scope(Map.of("uuid", OTHER.substring(4), "name", "web"))).isEqualTo(Scope.CONTAINER);
    }

    @Test
    void aProxyInFrontOfOthersMakesThemNotThisHost() {
        HostNames.Things none = new HostNames.Things() {
            @Override
            public boolean id(String text) {
                return false;
            }

            @Override
            public boolean named(String text) {
                return false;
            }
        };
        HostNames names = new HostNames(() -> Set.of("mon", "mon.example.net"),
                List.of(List.of("gpu-2", "mon.example.net"), List.of("gpu-3", "gate"), List.of("gpu-4", "gate")));
        assertThat(names.judge(List.of("gpu-2"), List.of(), none)).isEqualTo(new HostNames.Elsewhere("gpu-2"));
        assertThat(names.judge(List.of("mon"), List.of(), none)).isEqualTo(new HostNames.Here());
        assertThat(names.judge(List.of(), List.of("gate:9100"), none)).isEqualTo(new HostNames.Unsaid());
    }

    @Test
    void whereSeveralGpusCouldBeMeantNoneIs() {
        gpus.add(new Gpu(0, Gpu.AMD, "0000:03:00.0", "", "MI300X"));
        assertThat(scope(Map.of("gpu_uuid", "3c1b1d6b-8f6a-4d0b-9c55-999999999999"))).as("it may be AMD's here")
                .isEqualTo(Scope.NONE);
        assertThat(about(Map.of("gpu", "0")).missing()).isEqualTo("several GPUs may be called 0");
        assertThat(scope(Map.of("device", "nvidia0"))).isEqualTo(Scope.GPU);
        assertThat(scope(Map.of("device", "sda", "host", "gpu1"))).as("a disk").isEqualTo(Scope.HOST);
    }

    @Test
    void whereNoGpuIsKnownItsLabelsSayNothing() {
        known = false;
        gpus.clear();
        assertThat(scope(Map.of("UUID", OTHER, "name", "web"))).isEqualTo(Scope.CONTAINER);
        assertThat(scope(Map.of("UUID", UUID, "host", "gpu1"))).isEqualTo(Scope.HOST);
    }

    @Test
    void whereADriverHasNotSaidWhichItHasOnlyWhatIsNobodyElsesNameCounts() {
        known = false;
        assertThat(scope(Map.of("UUID", UUID, "host", "gpu1"))).isEqualTo(Scope.GPU);
        assertThat(scope(Map.of("gpu", "0", "host", "gpu1"))).as("may be the silent one's").isEqualTo(Scope.HOST);
        assertThat(scope(Map.of("UUID", OTHER, "host", "gpu1"))).as("may be there").isEqualTo(Scope.HOST);
    }

    @Test
    void anIdThatIsNotHereIsAnotherHosts() {
        Map<String, String> labels = Map.of("id", "/docker/" + "b".repeat(64));
        assertThat(scope(labels)).as("not all of ours are known").isEqualTo(Scope.NONE);
        containers.compared();
        assertThat(scope(labels)).isEqualTo(Scope.ELSEWHERE);
        assertThat(scope(Map.of("id", "/docker/" + "b".repeat(64), "host", "gpu1"))).isEqualTo(Scope.NONE);
        assertThat(scope(Map.of("name", "gone"))).isEqualTo(Scope.NONE);
    }

    @Test
    void aContainerThatIsCalledAsAHostElsewhereIsNoHintAtThat() {
        containers.saw(Alerts.container('c', "gpu2", new Service("", "gpu2", ""), true));
        assertThat(scope(Map.of("name", "web", "instance", "gpu2:9100"))).isEqualTo(Scope.CONTAINER);
        assertThat(scope(Map.of("name", "web", "host", "gpu2"))).isEqualTo(Scope.ELSEWHERE);
    }

    @Test
    void whereTheEngineDoesNotSayItsNameNoOtherIsAnotherHosts() {
        TargetFinder unsure = new TargetFinder(containers, () -> true, () -> KnownGpus.NOT_YET,
                new HostNames(() -> Set.of("c0ffee123456", "c0ffee123456.lan"), List.of(List.of("gpu2"))),
                Naming.USUAL, new ManualTime(Instant.EPOCH));
        assertThat(unsure.find(Alerts.of(Map.of("name", "web", "host", "gpu1"))).scope()).isEqualTo(Scope.CONTAINER);
        assertThat(unsure.find(Alerts.of(Map.of("name", "web", "host", "gpu2"))).scope()).isEqualTo(Scope.ELSEWHERE);
    }

    @Test
    void untilTheNamesOfThisHostAreKnownAnAlertWaits() {
        containers.compared();
        assertThat(finder.knowsAll()).isTrue();
        assertThat(new TargetFinder(containers, () -> false, () -> KnownGpus.NOT_YET, new HostNames(Set::of, List.of()),
                Naming.USUAL, new ManualTime(Instant.EPOCH))
                .knowsAll()).isFalse();
    }
}
