package io.dockmedic.collectors.exposition;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.collectors.gpu.fault.AmdCatalogue;
import io.dockmedic.collectors.gpu.fault.XidCatalogue;
import io.dockmedic.collectors.gpu.mark.GpuMark;
import io.dockmedic.collectors.gpu.reading.Capabilities;
import io.dockmedic.collectors.gpu.reading.GpuInstance;
import io.dockmedic.collectors.gpu.reading.GpuProcess;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import io.dockmedic.collectors.gpu.reading.Quantity;
import io.dockmedic.collectors.gpu.reading.Slowdown;
import io.dockmedic.collectors.gpu.reading.Telling;
import io.dockmedic.collectors.gpu.watch.DriverSample;
import io.dockmedic.collectors.gpu.watch.GpuSample;
import io.dockmedic.collectors.gpu.watch.GpuSamples;
import io.prometheus.metrics.model.snapshots.DataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot;
import io.prometheus.metrics.model.snapshots.UnknownSnapshot.UnknownDataPointSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GpuMetricsTest {
    private static final Gpu GPU = new Gpu(0, "nvidia", "0000:18:00.0", "GPU-1", "H100");
    private static final Container TRAIN = container("train");
    private static final Container SERVE = container("serve");

    private GpuSamples samples = GpuSamples.NONE;
    private List<GpuMark> marks = List.of();
    private final GpuMetrics metrics = new GpuMetrics(() -> samples, () -> "host", ContainerLabels.DEFAULT,
            () -> marks);

    private static Container container(String name) {
        return new Container(name.repeat(12), name, name + ":1", Map.of("com.docker.compose.project", "ml"),
                new Service("", name, ""), false);
    }

    private void reads(Map<Quantity, Long> values, GpuSample.Use... uses) {
        GpuReading reading = new GpuReading(GPU, "nvidia0", GpuState.OK, Cure.RESET, "why", values,
                Set.of(Slowdown.HW_THERMAL), List.of());
        samples = GpuSamples.of(new DriverSample("nvidia", GpuDriverState.OK, "", "550.1", 1),
                List.of(new GpuSample(reading, List.of(uses), 31)));
    }

    private static GpuSample.Use use(int pid, long bytes, Container container) {
        return new GpuSample.Use(new GpuProcess(pid, bytes), container);
    }

    private List<? extends DataPointSnapshot> points(String name) {
        return metrics.collect()
                .stream()
                .filter(one -> one.getMetadata().getPrometheusName().equals(name))
                .map(MetricSnapshot::getDataPoints)
                .findFirst()
                .orElse(List.of());
    }

    private double value(String name) {
        return points(name).getFirst() instanceof GaugeDataPointSnapshot gauge
                ? gauge.getValue()
                : ((UnknownDataPointSnapshot) points(name).getFirst()).getValue();
    }

    private List<String> ones(String name, String label) {
        return points(name).stream()
                .filter(point -> ((GaugeDataPointSnapshot) point).getValue() == 1)
                .map(point -> point.getLabels().get(label))
                .toList();
    }

    @Test
    void withoutAGpuThereIsNothing() {
        assertThat(metrics.collect().size()).isZero();
    }

    @Test
    void unitsAreThoseOfDcgm() {
        reads(Map.of(Quantity.POWER, 71_500L, Quantity.MEMORY_USED, 3L << 20, Quantity.ENERGY, 1L << 40,
                Quantity.TEMPERATURE, 41L));
        assertThat(value("DCGM_FI_DEV_POWER_USAGE")).isEqualTo(71.5);
        assertThat(value("DCGM_FI_DEV_FB_USED")).isEqualTo(3);
        assertThat(value("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION")).isEqualTo(1L << 40);
        assertThat(value("DCGM_FI_DEV_GPU_TEMP")).isEqualTo(41);
        assertThat(value("DCGM_FI_DEV_XID_ERRORS")).isEqualTo(31);
        assertThat(points("DCGM_FI_DEV_FAN_SPEED")).as("what it does not tell").isEmpty();
        assertThat(metrics.collect()
                .stream()
                .filter(UnknownSnapshot.class::isInstance)
                .map(one -> one.getMetadata().getName())).containsExactly("DCGM_FI_DEV_TOTAL_ENERGY_CONSUMPTION");
    }

    @Test
    void labelsAreThoseOfDcgmAndOfTheOneContainerOnIt() {
        reads(Map.of(Quantity.TEMPERATURE, 41L), use(1, 5, TRAIN), use(2, 6, TRAIN));
        assertThat(points("DCGM_FI_DEV_GPU_TEMP").getFirst()
                .getLabels()
                .stream()
                .collect(
                        Collectors.toMap(label -> label.getName(), label -> label.getValue())))
                .containsExactlyInAnyOrderEntriesOf(Map.ofEntries(
                        Map.entry("gpu", "0"), Map.entry("UUID", "GPU-1"), Map.entry("pci_bus_id", "00000000:18:00.0"),
                        Map.entry("device", "nvidia0"), Map.entry("modelName", "H100"), Map.entry("hostname", "host"),
                        Map.entry("DCGM_FI_DRIVER_VERSION", "550.1"), Map.entry("container", "train"),
                        Map.entry("image", "train:1"), Map.entry("container_label_com_docker_compose_project", "ml"),
                        Map.entry("container_label_com_docker_compose_service", "")));
        assertThat(value("dockmedic_gpu_container_memory_bytes")).isEqualTo(11);
        assertThat(value("dockmedic_gpu_container_processes")).isEqualTo(2);
    }

    @Test
    void twoContainersOnOneGpuHaveTheirOwnMemoryAndNotTheGpu() {
        reads(Map.of(Quantity.TEMPERATURE, 41L), use(1, 5, TRAIN), use(2, -1, SERVE));
        assertThat(points("DCGM_FI_DEV_GPU_TEMP").getFirst().getLabels().get("container")).isEmpty();
        assertThat(points("dockmedic_gpu_container_memory_bytes")).as("what is not told")
                .singleElement()
                .satisfies(
                        point -> assertThat(point.getLabels().get("container")).isEqualTo("train"));
        assertThat(points("dockmedic_gpu_container_processes")).hasSize(2);
    }

    @Test
    void eachContainerHasWhatItsProcessesTookTogetherAndNothingOfWhatIsNotTold() {
        reads(Map.of(), new GpuSample.Use(new GpuProcess(1, 5, 40, 0), TRAIN),
                new GpuSample.Use(new GpuProcess(2, 6, 25, 10), TRAIN), use(3, 7, SERVE),
                new GpuSample.Use(new GpuProcess(4, 8, 20, 20), null));
        assertThat(points("dockmedic_gpu_container_utilization_ratio")).singleElement()
                .satisfies(point -> assertThat(point.getLabels().get("container")).isEqualTo("train"));
        assertThat(value("dockmedic_gpu_container_utilization_ratio")).isEqualTo(0.65);
        assertThat(value("dockmedic_gpu_container_memory_utilization_ratio")).isEqualTo(0.1);
    }

    @Test
    void whatKeepsTheClocksDownIsShownInWordsWhereItIsTold() {
        reads(Map.of(Quantity.CLOCK_REASONS, 0x105L));
        assertThat(ones("dockmedic_gpu_clock_reason", "reason")).containsExactlyInAnyOrder("gpu_idle", "power_cap",
                "display_clocks");
        assertThat(points("dockmedic_gpu_clock_reason")).hasSize(9);
        assertThat(value("DCGM_FI_DEV_CLOCKS_EVENT_REASONS")).isEqualTo(0x105);
        reads(Map.of());
        assertThat(points("dockmedic_gpu_clock_reason")).isEmpty();
    }

    /** Two compute instances of one GPU instance share its memory. */
    @Test
    void eachPartOfADividedOneHasItsOwnMemoryAndTheOneContainerOnIt() {
        GpuReading reading = new GpuReading(GPU, "nvidia0", GpuState.OK, Cure.NONE, "",
                Map.of(Quantity.MEMORY_USED, 50L << 20, Quantity.TEMPERATURE, 41L, Quantity.DIVIDED, 1L), Set.of(),
                List.of(), Telling.NOT_ASKED, Capabilities.NONE, List.of(part(3, 0, "1g.10gb", 10),
                        part(5, 0, "1c.2g.20gb", 20), part(5, 1, "1c.2g.20gb", 20)));
        samples = GpuSamples.of(new DriverSample("nvidia", GpuDriverState.OK, "", "550.1", 1),
                List.of(new GpuSample(reading, List.of(new GpuSample.Use(new GpuProcess(1, 5).in(3, 0), TRAIN),
                        new GpuSample.Use(new GpuProcess(2, 6).in(5, 0), SERVE),
                        new GpuSample.Use(new GpuProcess(3, 7).in(5, 1), TRAIN)), 0)));
        assertThat(points("DCGM_FI_DEV_FB_USED")).extracting(point -> point.getLabels().get("GPU_I_ID") + " "
                + point.getLabels().get("GPU_I_PROFILE") + " " + point.getLabels().get("container") + " "
                + ((GaugeDataPointSnapshot) point).getValue())
                .containsExactlyInAnyOrder("3 1g.10gb train 10.0", "5 2g.20gb  20.0");
        assertThat(points("DCGM_FI_DEV_GPU_TEMP")).singleElement()
                .satisfies(point -> assertThat(point.getLabels().contains("GPU_I_ID")).isFalse());
        assertThat(value("dockmedic_gpu_memory_used_bytes")).as("the whole").isEqualTo(50L << 20);
        assertThat(points("dockmedic_gpu_container_memory_bytes")).hasSize(2);
    }

    private static GpuInstance part(int gpuInstance, int computeInstance, String profile, long mib) {
        return new GpuInstance(gpuInstance, computeInstance, "MIG-" + gpuInstance, profile,
                Map.of(Quantity.MEMORY_USED, mib << 20));
    }

    @Test
    void whoWasGivenItIsShownWhetherItUsesItOrNot() {
        reads(Map.of(), use(1, 5, TRAIN));
        assertThat(points("dockmedic_gpu_container_given")).isEmpty();
        GpuSample read = samples.gpus().getFirst();
        samples = new GpuSamples(samples.drivers(), List.of(new GpuSample(read.reading(), read.uses(), 0, true,
                List.of(SERVE, TRAIN))));
        assertThat(ones("dockmedic_gpu_container_given", "container")).containsExactlyInAnyOrder("serve", "train");
        assertThat(ones("dockmedic_gpu_container_given", "vendor")).containsExactly("nvidia", "nvidia");
        assertThat(samples.gpus().getFirst().idle()).containsExactly("serve");
    }

    @Test
    void whetherItsDriverTellsOfFaultsIsShownWhereItWasAsked() {
        reads(Map.of(Quantity.PERSISTENCE, 1L, Quantity.DIVIDED, 0L, Quantity.RECOVERY_ACTION, 4L));
        assertThat(points("dockmedic_gpu_events_registered")).isEmpty();
        assertThat(List.of(value("DCGM_FI_DEV_PERSISTENCE_MODE"), value("DCGM_FI_DEV_MIG_MODE"),
                value("DCGM_FI_DEV_GPU_RECOVERY_ACTION"))).containsExactly(1.0, 0.0, 4.0);
        tells(new Telling(List.of("xid"), ""));
        assertThat(ones("dockmedic_gpu_events_registered", "vendor")).containsExactly("nvidia");
        tells(Telling.nothing("refused"));
        assertThat(value("dockmedic_gpu_events_registered")).isZero();
    }

    private void tells(Telling telling) {
        GpuReading reading = new GpuReading(GPU, "nvidia0", GpuState.OK, Cure.NONE, "", Map.of(), Set.of(), List.of(),
                telling);
        samples = new GpuSamples(samples.drivers(), List.of(new GpuSample(reading, List.of(), 0)));
    }

    @Test
    void statesAreOnesAndZeros() {
        reads(Map.of());
        assertThat(ones("dockmedic_gpu_state", "state")).containsExactly("ok");
        assertThat(ones("dockmedic_gpu_cure", "cure")).containsExactly("reset");
        assertThat(ones("dockmedic_gpu_slowdown", "reason")).containsExactly("hw_thermal");
        assertThat(ones("dockmedic_gpu_driver_state", "state")).containsExactly("ok");
        assertThat(points("dockmedic_gpu_state")).hasSize(GpuState.values().length);
    }

    @Test
    void aMarkIsSeenWhoeverMadeIt() {
        reads(Map.of());
        assertThat(value("dockmedic_gpu_marked")).isZero();
        marks = List.of(new GpuMark("00000000:18:00.0", Map.of()));
        assertThat(ones("dockmedic_gpu_marked", "UUID")).containsExactly("GPU-1");
        assertThat(ones("dockmedic_gpu_marked", "vendor")).containsExactly("nvidia");
    }

    @Test
    void aDriverThatNeedHaveNoneIsNotShown() {
        samples = new GpuSamples(List.of(new DriverSample("nvidia", GpuDriverState.OK, "", "550.1", 1),
                new DriverSample("amd", GpuDriverState.NO_DRIVER, "amdgpu is not loaded", "", 0)), List.of());
        assertThat(ones("dockmedic_gpu_driver_state", "vendor")).containsExactly("nvidia");
        assertThat(points("dockmedic_gpus_on_bus")).hasSize(1);
    }

    @Test
    void thoseOfAllVendorsHaveTheVendorAndDcgmsAreNvidias() {
        reads(Map.of(Quantity.POWER, 71_500L, Quantity.SM_CLOCK, 500L, Quantity.UTILIZATION, 3L));
        GpuSample nvidia = samples.gpus().getFirst();
        GpuReading amd = new GpuReading(new Gpu(0, "amd", "0000:0c:00.0", "", "Radeon"), "renderD128", GpuState.ASLEEP,
                Cure.NONE, "", Map.of(Quantity.POWER, 36_000L, Quantity.ECC_CORRECTED_VOLATILE, 7L), Set.of(),
                List.of());
        samples = new GpuSamples(List.of(new DriverSample("nvidia", GpuDriverState.OK, "", "550.1", 1),
                new DriverSample("amd", GpuDriverState.OK, "", "Linux 6.8", 2)),
                List.of(nvidia, new GpuSample(amd, List.of(), 0)));
        assertThat(points("DCGM_FI_DEV_POWER_USAGE")).hasSize(1);
        assertThat(points("dockmedic_gpu_power_watts")).extracting(
                point -> point.getLabels().get("vendor") + " " + ((GaugeDataPointSnapshot) point).getValue())
                .containsExactlyInAnyOrder("nvidia 71.5", "amd 36.0");
        assertThat(value("dockmedic_gpu_clock_hertz")).isEqualTo(500_000_000);
        assertThat(value("dockmedic_gpu_utilization_ratio")).isEqualTo(0.03);
        assertThat(value("dockmedic_gpu_memory_errors_corrected")).isEqualTo(7);
        assertThat(points("dockmedic_gpus_on_bus")).extracting(
                point -> point.getLabels().get("vendor") + " " + ((GaugeDataPointSnapshot) point).getValue())
                .containsExactlyInAnyOrder("nvidia 1.0", "amd 2.0");
        assertThat(ones("dockmedic_gpu_driver_state", "vendor")).containsExactlyInAnyOrder("nvidia", "amd");
        assertThat(ones("dockmedic_gpu_state", "state")).containsExactlyInAnyOrder("ok", "asleep");
        assertThat(points("dockmedic_gpu_info")).extracting(point -> point.getLabels().get("driver_version"))
                .containsExactlyInAnyOrder("550.1", "Linux 6.8");
    }

    @Test
    void thePageHasThemAndTheCatalogue() throws Exception {
        String page = Files.readString(Path.of("../docs/gpu.md"));
        String rows = GpuFamilies.ALL.stream()
                .map(family -> "| `" + family.name() + "` | " + (family.counts() ? "untyped" : "gauge") + " | "
                        + family.help() + " |\n")
                .collect(Collectors.joining());
        assertThat(page).contains("| metric of a GPU | type | what it says |\n|---|---|---|\n" + rows + "\n");
        String all = GpuFamilies.NEUTRAL.stream()
                .map(family -> "| `" + family.name() + "` | " + (family.counts() ? "untyped" : "gauge") + " | "
                        + family.help() + " |\n")
                .collect(Collectors.joining());
        assertThat(page).contains("| metric of any GPU | type | what it says |\n|---|---|---|\n" + all + "\n");
        String amd = new AmdCatalogue(Map.of()).all()
                .stream()
                .map(one -> "| " + one.code() + " | `" + one.name() + "` | " + one.meaning() + " | `"
                        + one.cure().word() + "` |\n")
                .collect(Collectors.joining());
        assertThat(page).contains("| number | name | what it means | `cure` |\n|---|---|---|---|\n" + amd);
        String xids = new XidCatalogue(Map.of()).all()
                .stream()
                .map(xid -> "| " + xid.code() + " | " + xid.meaning() + " (`" + xid.name() + "`) | `"
                        + xid.cure().word() + "` | " + xid.others() + " |\n")
                .collect(Collectors.joining());
        assertThat(page).contains("| XID | what it means | `cure` | what others say |\n|---|---|---|---|\n" + xids);
    }
}
