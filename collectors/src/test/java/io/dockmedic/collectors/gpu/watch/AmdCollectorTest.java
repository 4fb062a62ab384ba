package io.dockmedic.collectors.gpu.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.event.ContainerEvent.GpuFault;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuEvent.DriverSampled;
import io.dockmedic.collectors.event.GpuEvent.Fault;
import io.dockmedic.collectors.event.GpuEvent.Sampled;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.event.Victim;
import io.dockmedic.testkit.gpu.AmdTree;
import io.dockmedic.collectors.gpu.asked.GpuAsk;
import io.dockmedic.collectors.gpu.asked.Wish;
import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import org.junit.jupiter.api.Test;

/** The same collector over recorded files of AMD's driver. */
class AmdCollectorTest extends GpuBench {
    private static final String PLACE = AmdTree.CARD;
    private static final String LOG = "amdgpu " + PLACE + ": amdgpu: ";

    private GpuCollector collect() throws Exception {
        GpuCollector collector = collect(Optional.empty(), Map.of());
        await().atMost(SOON).until(() -> health.parts().containsKey(GpuCollector.PART));
        return collector;
    }

    /** The container's process has the card open. */
    private void uses(int pid, long kib) throws IOException {
        process(pid, ID);
        opens(pid, kib);
    }

    private void opens(int pid, long kib) throws IOException {
        Path folder = root.resolve("proc/" + pid);
        Files.createSymbolicLink(Files.createDirectories(folder.resolve("fd")).resolve("5"),
                Path.of("/dev/dri/renderD128"));
        Files.writeString(Files.createDirectories(folder.resolve("fdinfo")).resolve("5"),
                "drm-driver:\tamdgpu\ndrm-pdev:\t" + PLACE + "\ndrm-client-id:\t" + pid + "\ndrm-memory-vram:\t" + kib
                        + " KiB\n");
    }

    private Sampled sampled(GpuState state) {
        return event(Sampled.class, one -> one.state() == state);
    }

    private Path device() {
        return root.resolve("sys/bus/pci/devices").resolve(PLACE);
    }

    @Test
    void readingsAreTheSameEventsWithTheContainersThatHaveItOpen() throws Exception {
        AmdTree.plant(root, "rx6900xt");
        container(ID, "train");
        uses(4242, 1_024);
        GpuCollector collector = collect();
        Sampled sampled = event(Sampled.class, one -> !one.services().isEmpty());
        assertThat(sampled.gpu().vendor()).isEqualTo("amd");
        assertThat(sampled.subject()).isEqualTo(PLACE);
        assertThat(sampled.services()).isEqualTo("ml/train/1");
        assertThat(List.of(sampled.utilizationPercent(), sampled.temperature(), sampled.watts()))
                .containsExactly(3, 56, 36);
        DriverSampled driver = event(DriverSampled.class, any -> true);
        assertThat(driver.vendor()).isEqualTo("amd");
        assertThat(List.of(driver.gpus(), driver.onBus())).containsExactly(1, 1);
        assertThat(collector.latest().version("amd")).isEqualTo("Linux 6.8.0-45-generic");
        assertThat(collector.latest().gpus().getFirst().uses().getFirst().process().memoryBytes()).isEqualTo(1 << 20);
        assertThat(part()).isEqualTo(new Health.Part(Health.Status.UP, ""));
    }

    @Test
    void whoWasGivenItByItsFileIsKnownWithoutAProcessOnIt() throws Exception {
        AmdTree.plant(root, "rx6900xt");
        container(ID, "train", new GpuAsk(List.of(new Wish.Device("/dev/dri/renderD128")), ""));
        GpuCollector collector = collect();
        Sampled sampled = event(Sampled.class, any -> true);
        assertThat(sampled.services()).isEmpty();
        assertThat(sampled.given()).isEqualTo("ml/train/1");
        assertThat(collector.latest().gpus().getFirst().idle()).containsExactly("ml/train/1");
    }

    @Test
    void aHangIsTheFaultOfTheContainerWhoseProcessTheKernelNamesAndTheLostMemoryIsPartOfIt() throws Exception {
        AmdTree.plant(root, "rx6900xt");
        container(ID, "train");
        uses(MAIN, 1_024);
        GpuCollector collector = collect();
        await().atMost(SOON).until(() -> collector.latest().gpus().getFirst().only().isPresent());
        Queue<String> log = kernelLog(collector);
        log.add("3,1,1,-;" + LOG + "ring comp_1.0.0 timeout, signaled seq=1, emitted seq=2\n");
        log.add("11,2,1,-;" + LOG + " Process other pid 1 thread other pid 1\n");
        log.add("3,3,1,-;" + LOG + " Process python pid " + MAIN + " thread python pid 78\n");
        log.add("6,4,1,-;" + LOG + "GPU reset begin!\n");
        log.add("6,5,1,-;[drm] VRAM is lost due to GPU reset!\n");
        log.add("6,6,1,-;" + LOG + "GPU reset(1) succeeded!\n");
        GpuFault fault = event(GpuFault.class, any -> true);
        assertThat(fault.subject()).isEqualTo("ml/train/1");
        assertThat(fault.doubtful()).isFalse();
        assertThat(fault.code()).isEqualTo(10_001);
        event(Fault.class, one -> one.name().equals("RESET_DONE"));
        assertThat(all(Fault.class)).extracting(one -> one.name() + " " + one.cure().word())
                .containsExactly("RING_TIMEOUT application", "RESET_BEGINS none", "MEMORY_LOST none",
                        "RESET_DONE none");
        assertThat(all(Fault.class).getFirst().gpu().model()).isEqualTo("AMD Radeon RX 6900 XT");
        assertThat(all(GpuFault.class)).hasSize(1);
        assertThat(meters.get("dockmedic.gpu.faults").tag("code", "10001").counter().count()).isEqualTo(1);
    }

    @Test
    void whatTheDriverCuredAndAPageFaultAreToldAndNobodyIsStartedAnewForThem() throws Exception {
        AmdTree.plant(root, "rx6900xt");
        container(ID, "train");
        uses(MAIN, 1_024);
        GpuCollector collector = collect();
        await().atMost(SOON).until(() -> !collector.latest().gpus().getFirst().uses().isEmpty());
        collector.took(
                LOG + "[gfxhub0] no-retry page fault (src_id:0 ring:24 vmid:3 pasid:32770, for process python pid "
                        + MAIN + " thread python pid 78)",
                clock.now());
        collector.took(LOG + "ring gfx_0.0.0 timeout, but soft recovered", clock.now());
        event(Fault.class, one -> one.name().equals("RING_RECOVERED"));
        collector.took(LOG + "ring gfx_0.0.0 timeout, signaled seq=1, emitted seq=2", clock.now());
        collector.took(LOG + " Process python pid " + MAIN + " thread python pid 78", clock.now());
        assertThat(event(GpuFault.class, any -> true).code()).as("a hang of the same process").isEqualTo(10_001);
        assertThat(all(Fault.class)).extracting(one -> one.name() + " " + one.cure().word())
                .containsExactly("PAGE_FAULT none", "RING_RECOVERED none", "RING_TIMEOUT application");
        assertThat(all(Fault.class).getFirst().user().service()).isEqualTo("ml/train/1");
        assertThat(all(GpuFault.class)).hasSize(1);
    }

    @Test
    void aResetThatFailsCallsForAStartOfTheMachineUntilOneSucceeds() throws Exception {
        AmdTree.plant(root, "rx6900xt");
        GpuCollector collector = collect();
        collector.took(LOG + "GPU reset(1) failed", clock.now());
        Sampled needs = event(Sampled.class, one -> one.cure() == Cure.REBOOT);
        assertThat(needs.why()).isEqualTo("fault 10012: the driver could not reset the GPU");
        collector.took(LOG + "GPU reset(2) succeeded!", clock.now());
        int before = all(Sampled.class).lastIndexOf(needs);
        await().atMost(SOON)
                .until(() -> all(Sampled.class).stream().skip(before).anyMatch(one -> one.cure() == Cure.NONE));
    }

    @Test
    void oneThatHangsIsStuckInItsFileAndTheOtherGoesOn() throws Exception {
        AmdTree.plant(root, "rx6900xt");
        AmdTree.plant(root, "phoenix");
        Files.delete(device().resolve("gpu_busy_percent"));
        Command.run(Map.of(), List.of("mkfifo", device().resolve("gpu_busy_percent").toString())).orFail();
        GpuCollector collector = collect();
        Sampled stuck = sampled(GpuState.STUCK);
        assertThat(stuck.subject()).isEqualTo(PLACE);
        assertThat(stuck.why()).isEqualTo("amd-" + PLACE + " does not answer within 2000 ms, in gpu_busy_percent");
        event(Sampled.class, one -> one.gpu().pci().equals("0000:64:00.0") && one.state() == GpuState.OK);
        assertThat(threads().stream().filter(thread -> thread.getName().equals("gpu-amd-" + PLACE))).hasSize(1);
        await().atMost(SOON).until(() -> part().reason().contains("is stuck"));
        Path pipe = Files.move(device().resolve("gpu_busy_percent"), root.resolve("pipe"));
        AmdTree.says(root, PLACE, "gpu_busy_percent", "3");
        Files.writeString(pipe, "3\n");
        await().atMost(SOON)
                .until(() -> collector.latest().gpus().getFirst().reading().state() == GpuState.OK);
    }

    @Test
    void oneThatVanishesIsLostUntilItIsBackAndOneThatIsGivenAwayIsNone() throws Exception {
        AmdTree.plant(root, "rx6900xt");
        GpuCollector collector = collect();
        sampled(GpuState.OK);
        Path aside = root.resolve("aside");
        Files.move(device(), aside);
        assertThat(sampled(GpuState.LOST).cure()).isEqualTo(Cure.REBOOT);
        assertThat(all(Sampled.class)).extracting(one -> one.state() + " " + one.why())
                .as("not before the second round without it")
                .containsSubsequence("FAILED its device is gone", "LOST its device is gone");
        Files.move(aside, device());
        await().atMost(SOON).until(() -> collector.latest().gpus().getFirst().reading().state() == GpuState.OK);
        Files.delete(device().resolve("driver"));
        DriverSampled without = event(DriverSampled.class, one -> one.gpus() == 0 && one.onBus() == 1);
        assertThat(without.why()).isEqualTo("amdgpu does not drive the GPU at " + PLACE);
        Files.createSymbolicLink(device().resolve("driver"),
                Files.createDirectories(root.resolve("sys/bus/pci/drivers/vfio-pci")));
        await().atMost(SOON).until(() -> collector.latest().none());
        assertThat(event(DriverSampled.class, one -> one.gpus() + one.onBus() == 0).why()).as("what was missed is over")
                .isEmpty();
    }

    @Test
    void withoutItsDriverItSaysWhatIsMissing() throws Exception {
        AmdTree.plant(root, "rx6900xt");
        Files.delete(root.resolve("sys/module/amdgpu"));
        GpuCollector collector = collect();
        assertThat(collector.pause()).as("there is nothing to read").isEqualTo(AGAIN);
        DriverSampled driver = event(DriverSampled.class, any -> true);
        assertThat(driver.state()).isEqualTo(GpuDriverState.NO_DRIVER);
        assertThat(driver.onBus()).as("nobody misses it").isZero();
        assertThat(part()).as("a note")
                .isEqualTo(new Health.Part(Health.Status.UP,
                        "there is a GPU at " + PLACE + ", and amdgpu, AMD's driver, is not loaded"));
        assertThat(all(Sampled.class)).isEmpty();
    }

    @Test
    void displaysOfServersAndOldGpusAreNone() throws Exception {
        AmdTree.plant(root, "rx6900xt");
        AmdTree.says(root, PLACE, "device", "0x515e");
        assertThat(collect().latest().none()).isTrue();
        AmdTree.says(root, PLACE, "device", "0x6779");
        Files.delete(device().resolve("driver"));
        Files.createSymbolicLink(device().resolve("driver"),
                Files.createDirectories(root.resolve("sys/bus/pci/drivers/radeon")));
        assertThat(new AmdDriver(root).look().onBus()).isEmpty();
        Files.delete(device().resolve("driver"));
        Files.createSymbolicLink(device().resolve("driver"),
                Files.createDirectories(root.resolve("sys/bus/pci/drivers/gim")));
        assertThat(new AmdDriver(root).look().onBus()).as("divided among virtual machines").isEmpty();
    }

    @Test
    void oneThatTheDriverNeverHadIsANoteBesideNvidiasAndIsNotMissed() throws Exception {
        AmdTree.plant(root, "rx6900xt");
        Files.delete(device().resolve("driver"));
        collect(FakeNvml.in(root));
        DriverSampled amd = event(DriverSampled.class, one -> one.vendor().equals("amd"));
        assertThat(List.of(amd.gpus(), amd.onBus(), amd.expected())).containsExactly(0, 0, 0);
        await().atMost(SOON)
                .until(() -> part().equals(new Health.Part(Health.Status.UP,
                        "amdgpu does not drive the GPU at " + PLACE)));
        assertThat(new AmdDriver(root).letGo(PLACE)).isTrue();
        assertThat(new AmdDriver(root).letGo("0000:99:00.0")).as("one that is not there is gone").isFalse();
    }

    /** The folder becomes a file, at once. */
    @Test
    void whereTheBusCannotBeSeenWhatWasSeenLastHolds() throws Exception {
        AmdTree.plant(root, "rx6900xt");
        Path bus = root.resolve("sys/bus/pci/devices");
        Files.createSymbolicLink(bus, Files.move(bus, root.resolve("aside")));
        collect();
        sampled(GpuState.OK);
        Path unseen = Files.createSymbolicLink(root.resolve("link"), Files.createFile(root.resolve("file")));
        Files.move(unseen, bus, StandardCopyOption.ATOMIC_MOVE);
        int before = events.size();
        await().atMost(SOON).until(() -> events.size() > before + 20);
        assertThat(all(Sampled.class)).extracting(Sampled::state).doesNotContain(GpuState.LOST);
        assertThat(all(DriverSampled.class)).extracting(DriverSampled::gpus).containsOnly(1);
    }

    @Test
    void aFaultOfNobodyIsTheOnlyContainersUnlessAnotherMayHaveMadeIt() throws Exception {
        AmdTree.plant(root, "rx6900xt");
        container(ID, "train");
        uses(MAIN, 1_024);
        Files.writeString(Files.createDirectories(root.resolve("proc/4343")).resolve("cgroup"), "0::/user.slice\n");
        opens(4343, 8);
        GpuCollector collector = collect();
        await().atMost(SOON).until(() -> !collector.latest().gpus().getFirst().uses().isEmpty());
        assertThat(collector.latest().gpus().getFirst().only()).as("a process of the host's has it open too").isEmpty();
        collector.took(LOG + "ring gfx_0.0.0 timeout, signaled seq=1, emitted seq=2", clock.now());
        Fault fault = event(Fault.class, any -> true);
        assertThat(fault.user().service()).isEmpty();
        assertThat(fault.services()).isEqualTo("ml/train/1");
        assertThat(all(GpuFault.class)).isEmpty();
    }

    @Test
    void aFaultWhoseProcessCannotBeReadIsNobodysThoughOneContainerHasTheCard() throws Exception {
        AmdTree.plant(root, "rx6900xt");
        container(ID, "train");
        uses(MAIN, 1_024);
        GpuCollector collector = collect();
        await().atMost(SOON).until(() -> collector.latest().gpus().getFirst().only().isPresent());
        collector.took(LOG + "ring gfx_0.0.0 timeout, signaled seq=1, emitted seq=2", clock.now());
        collector.took(LOG + " Process a pid 77 thread pid 4242 thread b pid 4243", clock.now());
        Fault fault = event(Fault.class, any -> true);
        assertThat(fault.user()).isEqualTo(new Victim("", 0, "", "", ""));
        assertThat(all(GpuFault.class)).isEmpty();
        collector.took(LOG + "ring gfx_0.0.0 timeout, signaled seq=1, emitted seq=2", clock.now());
        GpuFault only = event(GpuFault.class, any -> true);
        assertThat(only.pid()).as("nothing was told, and there is one only").isZero();
        assertThat(only.doubtful()).as("another's work may hang, that has ended since").isTrue();
    }

    @Test
    void memoryThatIsLostIsLostToTheOnlyContainerWhoeverHung() throws Exception {
        AmdTree.plant(root, "rx6900xt");
        container(ID, "train");
        uses(MAIN, 1_024);
        GpuCollector collector = collect();
        await().atMost(SOON).until(() -> collector.latest().gpus().getFirst().only().isPresent());
        collector.took(LOG + "GPU reset begin!", clock.now());
        collector.took("[drm] VRAM is lost due to GPU reset!", clock.now());
        GpuFault lost = event(GpuFault.class, any -> true);
        assertThat(lost.code()).isEqualTo(10_013);
        assertThat(lost.doubtful()).isFalse();
    }

    @Test
    void oneThatSleepsIsWellAndBothVendorsAreReadSideBySide() throws Exception {
        AmdTree.plant(root, "rx6900xt");
        AmdTree.says(root, PLACE, "power/runtime_status", "suspended");
        GpuCollector collector = collect(FakeNvml.in(root));
        sampled(GpuState.ASLEEP);
        event(Sampled.class, one -> one.gpu().vendor().equals("nvidia") && one.state() == GpuState.OK);
        assertThat(collector.latest().drivers()).extracting(DriverSample::vendor).containsExactly("nvidia", "amd");
        await().atMost(SOON).until(() -> part().equals(new Health.Part(Health.Status.UP, "")));
    }
}
