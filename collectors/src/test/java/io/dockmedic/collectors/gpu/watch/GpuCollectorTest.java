package io.dockmedic.collectors.gpu.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent.GpuFault;
import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.GpuDriverState;
import io.dockmedic.collectors.event.GpuEvent.DriverSampled;
import io.dockmedic.collectors.event.GpuEvent.Fault;
import io.dockmedic.collectors.event.GpuEvent.Sampled;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.asked.GpuAsk;
import io.dockmedic.collectors.gpu.asked.Wish;
import io.dockmedic.testkit.gpu.FakeNvml;
import io.micrometer.core.instrument.Timer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** The collector over a library that stands in for NVIDIA's, and files that stand in for the machine's. */
class GpuCollectorTest extends GpuBench {
    private static final String OTHER = "b5577df2fcf2f8c911ada034af54d77d3499d3e140d5df976d53fbdd020e2327";

    @Test
    void withoutOneItSaysSoAndLoadsNothing() throws Exception {
        List<Thread> before = threads();
        GpuCollector collector = collect(Optional.empty(), Map.of());
        await().atMost(SOON).until(() -> health.parts().containsKey(GpuCollector.PART));
        assertThat(part()).isEqualTo(new Health.Part(Health.Status.UP, "none"));
        assertThat(collector.latest().none()).isTrue();
        assertThat(events).isEmpty();
        assertThat(threads()).as("beside those of tests before").isSubsetOf(before);
    }

    @Test
    void oneWithoutItsDriverSaysWhatIsMissing() throws Exception {
        onBus("0000:18:00.0");
        Files.createDirectories(root.resolve("sys/bus/pci/devices/0000:00:02.0"));
        collect(Optional.empty(), Map.of());
        DriverSampled driver = event(DriverSampled.class, any -> true);
        assertThat(driver.state()).isEqualTo(GpuDriverState.NO_DRIVER);
        assertThat(driver.onBus()).isEqualTo(1);
        await().atMost(SOON).until(() -> health.parts().containsKey(GpuCollector.PART));
        assertThat(part()).isEqualTo(new Health.Part(Health.Status.DEGRADED,
                "there is a GPU at 0000:18:00.0, and NVIDIA's driver is not loaded"));
    }

    @Test
    void whileTheMachineStartsWhatIsNotThereIsLateAndNotLost() throws Exception {
        onBus("0000:18:00.0");
        Path uptime = Files.createDirectories(root.resolve("proc")).resolve("uptime");
        Files.writeString(uptime, "299.12 512.00\n");
        collect(Optional.empty(), Map.of());
        assertThat(event(DriverSampled.class, any -> true).booting()).isTrue();
        await().atMost(SOON).until(() -> health.parts().containsKey(GpuCollector.PART));
        assertThat(part()).isEqualTo(new Health.Part(Health.Status.UP,
                "late, the machine has just started: there is a GPU at 0000:18:00.0, and NVIDIA's driver is not loaded"));
        Files.writeString(uptime, "300.00 513.00\n");
        event(DriverSampled.class, one -> !one.booting());
        await().atMost(SOON).until(() -> part().status() == Health.Status.DEGRADED);
    }

    @Test
    void whereOneIsLostTheLibraryStillTellsOfTheOthers() throws Exception {
        FakeNvml fake = FakeNvml.in(root).says("count", 2).says("wait", 15);
        GpuCollector collector = collect(fake);
        fake.xid(1, 13);
        event(Fault.class, one -> one.code() == 13);
        fake.says(0, "lost", 1);
        event(Sampled.class, one -> one.state() == GpuState.LOST);
        await().atMost(SOON)
                .until(() -> fake.calls().contains("nvmlEventSetFree -1")
                        && collector.latest().gpus().getLast().reading().telling().ofFaults());
        fake.xid(1, 31);
        assertThat(event(Fault.class, one -> one.code() == 31).gpu().index()).isEqualTo(1);
    }

    @Test
    void healthSaysOfWhatTheLibraryTellsNothing() throws Exception {
        collect(FakeNvml.in(root).says("return.nvmlEventSetCreate", 20));
        await().atMost(SOON)
                .until(() -> part().equals(new Health.Part(Health.Status.UP,
                        "told nothing by the library of faults of GPU 0 (NVIDIA Test 80GB at 0000:18:00.0)"
                                + " (nvmlEventSetCreate: the driver gives no set of events):"
                                + " the kernel's log alone tells of them")));
    }

    @Test
    void oneThatTheLibraryDidNotFindAtItsStartIsLookedForAgain() throws Exception {
        has("0000:18:00.0", "nvidia");
        has("0000:19:00.0", "nvidia");
        FakeNvml fake = FakeNvml.in(root);
        collect(fake);
        await().atMost(SOON).until(() -> Collections.frequency(fake.calls(), "nvmlInit_v2 -1") > 1);
    }

    /** It is none that the library could find. */
    @Test
    void oneThatAnotherDriverHasIsNotLookedFor() throws Exception {
        has("0000:18:00.0", "nvidia");
        has("0000:19:00.0", "nouveau");
        onBus("0000:1a:00.0");
        FakeNvml fake = FakeNvml.in(root);
        collect(fake);
        int before = all(Sampled.class).size();
        await().atMost(SOON).until(() -> all(Sampled.class).size() > before + 8);
        assertThat(Collections.frequency(fake.calls(), "nvmlInit_v2 -1")).isOne();
    }

    private void has(String pci, String driver) throws Exception {
        onBus(pci);
        Path folder = Files.createDirectories(root.resolve("sys/bus/pci/drivers").resolve(driver));
        Files.createSymbolicLink(root.resolve("sys/bus/pci/devices").resolve(pci).resolve("driver"), folder);
    }

    /** What was told of a number alone ends when it is known which one that is. */
    @Test
    void whatIsToldOfANumberIsOverOnceThatIsReached() throws Exception {
        FakeNvml fake = FakeNvml.in(root).says(0, "hang", "nvmlDeviceGetPciInfo_v3");
        collect(Optional.of(fake), Map.of());
        Sampled stuck = event(Sampled.class, one -> one.state() == GpuState.STUCK);
        assertThat(stuck.subject()).isEqualTo("number 0");
        fake.unsays(0, "hang");
        event(Sampled.class, one -> one.subject().equals("0000:18:00.0") && one.state() == GpuState.OK);
        event(Sampled.class, one -> one.subject().equals("number 0") && one.state() == GpuState.OK);
        assertThat(all(Sampled.class).stream()
                .filter(one -> one.subject().equals("number 0") && one.state() == GpuState.OK)).hasSize(1);
    }

    /** The folder becomes a file, at once. */
    @Test
    void whereTheBusCannotBeSeenWhatWasSeenLastHoldsAndWhatWasMissedIsOverWhereThereIsNone() throws Exception {
        onBus("0000:18:00.0");
        Path bus = root.resolve("sys/bus/pci/devices");
        Path aside = Files.move(bus, root.resolve("aside"));
        Files.createSymbolicLink(bus, aside);
        collect(Optional.empty(), Map.of());
        event(DriverSampled.class, any -> true);
        Path unseen = Files.createSymbolicLink(root.resolve("link"), Files.createFile(root.resolve("file")));
        Files.move(unseen, bus, StandardCopyOption.ATOMIC_MOVE);
        int before = events.size();
        await().atMost(SOON).until(() -> events.size() > before + 10);
        assertThat(all(DriverSampled.class)).extracting(DriverSampled::state).containsOnly(GpuDriverState.NO_DRIVER);
        Files.move(Files.createSymbolicLink(root.resolve("none"), Files.createDirectory(root.resolve("empty"))), bus,
                StandardCopyOption.ATOMIC_MOVE);
        DriverSampled over = event(DriverSampled.class, one -> one.state() == GpuDriverState.OK);
        assertThat(List.of(over.gpus(), over.onBus(), over.expected())).containsExactly(0, 0, 0);
    }

    @Test
    void oneThatAVirtualMachineHasIsNoneOfThisHost() throws Exception {
        onBus("0000:18:00.0");
        Path driver = Files.createDirectories(root.resolve("sys/bus/pci/drivers/vfio-pci"));
        Files.createSymbolicLink(root.resolve("sys/bus/pci/devices/0000:18:00.0/driver"), driver);
        GpuCollector collector = collect(Optional.empty(), Map.of());
        await().atMost(SOON).until(() -> health.parts().containsKey(GpuCollector.PART));
        assertThat(part()).isEqualTo(new Health.Part(Health.Status.UP, "none"));
        assertThat(collector.latest().none()).isTrue();
    }

    @Test
    void oneWithoutTheLibrarySaysWhatIsMissing() throws Exception {
        onBus("0000:18:00.0");
        Files.writeString(Files.createDirectories(root.resolve("proc/driver/nvidia")).resolve("version"), "550\n");
        collect(Optional.empty(), Map.of());
        DriverSampled driver = event(DriverSampled.class, any -> true);
        assertThat(driver.state()).isEqualTo(GpuDriverState.NO_LIBRARY);
        assertThat(driver.why()).contains("libnvidia-ml.so.1 cannot be loaded");
    }

    @Test
    void anUpgradeUnderARunningDriverIsSeenThoughTheDriverAnswers() throws Exception {
        Path version = Files.createDirectories(root.resolve("proc/driver/nvidia")).resolve("version");
        Files.writeString(version,
                "NVRM version: NVIDIA UNIX Open Kernel Module for x86_64  550.90.07  Release Build\n");
        Path libraries = Files.createDirectories(root.resolve("usr/lib/x86_64-linux-gnu"));
        Path link = libraries.resolve("libnvidia-ml.so.1");
        Files.createSymbolicLink(link, Files.createFile(libraries.resolve("libnvidia-ml.so.550.90.07")).getFileName());
        collect(FakeNvml.in(root));
        assertThat(event(DriverSampled.class, any -> true).state()).isEqualTo(GpuDriverState.OK);

        Files.delete(link);
        Files.createSymbolicLink(link, Files.createFile(libraries.resolve("libnvidia-ml.so.550.127.08")).getFileName());
        DriverSampled after = event(DriverSampled.class, one -> one.state() == GpuDriverState.MISMATCH);
        assertThat(after.why())
                .isEqualTo("the library on disk is of version 550.127.08, the loaded driver of 550.90.07");
        assertThat(after.gpus()).as("those that have it go on").isEqualTo(1);
    }

    @Test
    void readingsAreEventsWithTheContainersThatUseIt() throws Exception {
        container(ID, "train");
        process(4242, ID);
        GpuCollector collector = collect(FakeNvml.in(root).runs(0, 4242, 1 << 30).runs(0, 4243, 5));
        Sampled sampled = event(Sampled.class, any -> true);
        assertThat(sampled.subject()).isEqualTo("0000:18:00.0");
        assertThat(sampled.services()).isEqualTo("ml/train/1");
        assertThat(sampled.watts()).isEqualTo(71);
        assertThat(sampled.temperature()).isEqualTo(41);
        assertThat(sampled.cure()).isEqualTo(Cure.NONE);
        assertThat(collector.latest().gpus().getFirst().only()).as("another process is on it").isEmpty();
        await().atMost(SOON).until(() -> part().status() == Health.Status.UP);
        Timer took = meters.get("dockmedic.gpu.read.seconds").tag("pci_bus_id", "00000000:18:00.0").timer();
        assertThat(took.count()).isPositive();
        assertThat(took.totalTime(TimeUnit.NANOSECONDS)).isPositive();
    }

    /** As in a container without {@code --pid host}: a number of the machine's may be one of ours, and is another process. */
    @Test
    void whereOtherProcessesAreSeenThanTheDriverCountsItIsNobodys() throws Exception {
        container(ID, "train");
        process(4242, ID);
        Path namespaces = Files.createDirectories(root.resolve("proc/self/ns"));
        Files.createSymbolicLink(namespaces.resolve("pid"), Path.of("pid:[4026532205]"));
        GpuCollector collector = collect(FakeNvml.in(root).runs(0, 4242, 1 << 30));
        Sampled sampled = event(Sampled.class, any -> true);
        assertThat(sampled.services()).isEmpty();
        assertThat(sampled.usersUnknown()).isTrue();
        assertThat(collector.latest().gpus().getFirst().uses()).singleElement()
                .satisfies(use -> assertThat(use.process().pid()).isEqualTo(4242));
    }

    @Test
    void whereTheDriverDoesNotSayWhoUsesItItIsNotKnown() throws Exception {
        container(ID, "train");
        process(4242, ID);
        FakeNvml fake = FakeNvml.in(root)
                .says("count", 2)
                .runs(0, 4242, 1 << 30)
                .says(0, "return.nvmlDeviceGetComputeRunningProcesses_v3", 4)
                .says(1, "return.nvmlDeviceGetGraphicsRunningProcesses_v3", 4)
                .runs(1, 4242, 1 << 30);
        GpuCollector collector = collect(fake);
        Sampled first = event(Sampled.class, one -> one.gpu().index() == 0);
        assertThat(first.services()).isEmpty();
        assertThat(first.usersUnknown()).isTrue();
        assertThat(event(Sampled.class, one -> one.gpu().index() == 1)).satisfies(
                one -> assertThat(one.services()).isEqualTo("ml/train/1"),
                one -> assertThat(one.usersUnknown()).isTrue());
        assertThat(collector.latest().gpus()).allSatisfy(one -> {
            assertThat(one.complete()).isFalse();
            assertThat(one.only()).as("what draws may have made it").isEmpty();
        });
        fake.xid(1, 31);
        Fault fault = event(Fault.class, any -> true);
        assertThat(fault.user().service()).isEmpty();
        assertThat(fault.usersUnknown()).isTrue();
        fake.says(0, "lost", 1);
        assertThat(event(Sampled.class, one -> one.state() == GpuState.LOST).usersUnknown())
                .as("nor when it last told")
                .isTrue();
    }

    @Test
    void whoUsedALostOneIsKnownFromWhenItLastTold() throws Exception {
        FakeNvml fake = FakeNvml.in(root);
        collect(fake);
        assertThat(event(Sampled.class, any -> true).usersUnknown()).isFalse();
        fake.says(0, "lost", 1);
        assertThat(event(Sampled.class, one -> one.state() == GpuState.LOST).usersUnknown()).isFalse();
    }

    @Test
    void whoWasGivenOneAndIsNotSeenToUseItIsToldApart() throws Exception {
        container(ID, "train", new GpuAsk(List.of(new Wish.All("")), ""));
        container(OTHER, "notebook", new GpuAsk(List.of(new Wish.Device("/dev/nvidia1")), ""));
        process(4242, ID);
        FakeNvml fake = FakeNvml.in(root).says("count", 2).runs(0, 4242, 1 << 30);
        GpuCollector collector = collect(fake);
        Sampled first = event(Sampled.class, one -> one.gpu().index() == 0);
        assertThat(first.services()).isEqualTo("ml/train/1");
        assertThat(first.given()).isEmpty();
        Sampled second = event(Sampled.class, one -> one.gpu().index() == 1);
        assertThat(second.services()).isEmpty();
        assertThat(second.given()).isEqualTo("ml/notebook/1 ml/train/1");
        assertThat(collector.latest().gpus().getLast().given()).extracting(Container::name)
                .containsExactly("notebook", "train");
        fake.xid(1, 79);
        Fault fault = event(Fault.class, any -> true);
        assertThat(fault.services()).isEmpty();
        assertThat(fault.given()).isEqualTo("ml/notebook/1 ml/train/1");
        containers.gone(OTHER, clock.now());
        event(Sampled.class, one -> one.gpu().index() == 1 && one.given().equals("ml/train/1"));
    }

    @Test
    void whoWasGivenAPartByItsOwnUuidWasGivenItsGpu() throws Exception {
        container(ID, "train",
                new GpuAsk(List.of(new Wish.Named("nvidia", "MIG-00000000-0000-0000-0001-000000000001")), "nvidia"));
        collect(FakeNvml.in(root)
                .says("count", 2)
                .divides(1, 3, 0, "1g.10gb", 9856, 0)
                .divides(1, 5, 0, "2g.20gb", 19968, 0));
        assertThat(event(Sampled.class, one -> one.gpu().index() == 1).given()).isEqualTo("ml/train/1");
        assertThat(event(Sampled.class, one -> one.gpu().index() == 0).given()).isEmpty();
    }

    @Test
    void oneThatHangsIsStuckAndIsAskedNothingMoreWhileTheOtherGoesOn() throws Exception {
        FakeNvml fake = FakeNvml.in(root).says("count", 2);
        GpuCollector collector = collect(fake);
        fake.says(0, "hang", "nvmlDeviceGetPowerUsage");
        Sampled stuck = event(Sampled.class, one -> one.state() == GpuState.STUCK);
        assertThat(stuck.gpu().index()).isZero();
        assertThat(stuck.subject()).isEqualTo("0000:18:00.0");
        assertThat(stuck.why()).contains("nvmlDeviceGetPowerUsage");
        int before = fake.calls().stream().filter(call -> call.endsWith(" 1")).toList().size();
        await().atMost(SOON)
                .until(
                        () -> fake.calls().stream().filter(call -> call.endsWith(" 1")).toList().size() > before + 40);
        assertThat(fake.calls()).doesNotContain("OVERLAP 0", "OVERLAP 1");
        assertThat(fake.calls().stream().filter(call -> call.endsWith(" 0")).toList().getLast())
                .isEqualTo("nvmlDeviceGetPowerUsage 0");
        assertThat(threads().stream().filter(thread -> thread.getName().equals("gpu-gpu-0"))).hasSize(1);
        fake.unsays(0, "hang");
        await().atMost(SOON).until(() -> collector.latest().gpus().getFirst().reading().state() == GpuState.OK);
    }

    @Test
    void whereOneHangsAndTheDriverForgetsUsTheOthersAreStillRead() throws Exception {
        FakeNvml fake = FakeNvml.in(root).says("count", 2);
        GpuCollector collector = collect(fake);
        fake.says(0, "hang", "nvmlDeviceGetPowerUsage").says(1, "return.nvmlDeviceGetPowerUsage", 1);
        Sampled forgotten = event(Sampled.class, one -> one.gpu().index() == 1 && one.state() == GpuState.FAILED);
        assertThat(forgotten.why()).contains("was not initialised");
        Sampled stuck = event(Sampled.class, one -> one.state() == GpuState.STUCK);
        assertThat(stuck.subject()).isEqualTo("0000:18:00.0");
        fake.unsays(1, "return.nvmlDeviceGetPowerUsage");
        event(Sampled.class, one -> one.gpu().index() == 1 && one.state() == GpuState.OK
                && events.indexOf(one) > events.indexOf(forgotten));
        assertThat(collector.latest().gpus().getFirst().reading()).satisfies(
                one -> assertThat(one.state()).isEqualTo(GpuState.STUCK),
                one -> assertThat(one.gpu()).as("known from before").isEqualTo(stuck.gpu()),
                one -> assertThat(one.gpu().uuid()).isNotEmpty());
        fake.unsays(0, "hang");
        await().atMost(SOON).until(() -> collector.latest().gpus().getFirst().reading().state() == GpuState.OK);
    }

    @Test
    void aDriverThatHangsIsStuck() throws Exception {
        collect(Optional.of(FakeNvml.in(root).says("hang", "nvmlInit_v2")), Map.of());
        assertThat(event(DriverSampled.class, one -> one.state() == GpuDriverState.STUCK).why())
                .contains("does not answer within 2000 ms");
    }

    @Test
    void aMismatchIsSaidUntilItIsOver() throws Exception {
        FakeNvml fake = FakeNvml.in(root).says("init", 18);
        collect(Optional.of(fake), Map.of());
        event(DriverSampled.class, one -> one.state() == GpuDriverState.MISMATCH);
        fake.says("init", 0);
        event(DriverSampled.class, one -> one.state() == GpuDriverState.OK && one.gpus() == 1);
    }

    @Test
    void aFaultOfTheLibraryAloneIsThatOfTheOnlyContainerOnIt() throws Exception {
        container(ID, "train");
        process(4242, ID);
        FakeNvml fake = FakeNvml.in(root).runs(0, 4242, 1 << 30);
        collect(fake);
        fake.xid(0, 31);
        GpuFault fault = event(GpuFault.class, any -> true);
        assertThat(fault.subject()).isEqualTo("ml/train/1");
        assertThat(fault.code()).isEqualTo(31);
        assertThat(fault.meaning()).isEqualTo("GPU memory page fault");
        assertThat(fault.doubtful()).as("a process that is not its main one").isTrue();
        Fault told = event(Fault.class, any -> true);
        assertThat(told.cure()).isEqualTo(Cure.APPLICATION);
        assertThat(told.user().service()).isEqualTo("ml/train/1");
    }

    @Test
    void aFaultOfAPartIsThatOfTheOnlyContainerOnThatPart() throws Exception {
        String other = "b5577df2fcf2f8c911ada034af54d77d3499d3e140d5df976d53fbdd020e2327";
        container(ID, "train");
        container(other, "serve");
        process(4242, ID);
        process(4300, other);
        FakeNvml fake = FakeNvml.in(root)
                .divides(0, 3, 0, "1g.10gb", 9856, 0)
                .divides(0, 5, 0, "1c.2g.20gb", 19968, 0)
                .divides(0, 5, 1, "1c.2g.20gb", 19968, 0)
                .runs(0, 4242, 1 << 30, 3, 0)
                .runs(0, 4300, 1 << 30, 5, 1);
        GpuCollector collector = collect(fake);
        event(Sampled.class, any -> true);
        fake.xid(0, 31, 5, 1);
        assertThat(event(Fault.class, one -> one.code() == 31).user().service()).isEqualTo("ml/serve/1");
        fake.xid(0, 8, 5, -1);
        assertThat(event(Fault.class, one -> one.code() == 8).user().service()).isEqualTo("ml/serve/1");
        fake.xid(0, 13, 5, 0).xid(0, 69, 7, 0).xid(0, 43);
        assertThat(event(Fault.class, one -> one.code() == 13).user().service()).as("nobody is on it").isEmpty();
        assertThat(event(Fault.class, one -> one.code() == 69).user().service()).as("nor on this").isEmpty();
        assertThat(event(Fault.class, one -> one.code() == 43).user().service()).as("it may be either's").isEmpty();
        collector.took("NVRM: Xid (PCI:0000:18:00 GPU-I:03 GPU-CI:00): 68, Ch 00000008", clock.now());
        assertThat(event(Fault.class, one -> one.code() == 68).user().service()).isEqualTo("ml/train/1");
        assertThat(all(GpuFault.class)).extracting(one -> one.subject() + " " + one.code())
                .contains("ml/serve/1 31", "ml/serve/1 8")
                .doesNotContain("ml/train/1 31", "ml/train/1 8", "ml/train/1 13", "ml/train/1 69", "ml/train/1 43");
    }

    /** One that is left alone on the GPU did not make what is told of another part. */
    @Test
    void whoIsAloneOnADividedOneDidNotMakeAFaultOfAnotherPart() throws Exception {
        container(ID, "train");
        process(4242, ID);
        FakeNvml fake = FakeNvml.in(root)
                .divides(0, 3, 0, "1g.10gb", 9856, 0)
                .divides(0, 5, 0, "2g.20gb", 19968, 0)
                .runs(0, 4242, 1 << 30, 3, 0);
        collect(fake);
        event(Sampled.class, any -> true);
        fake.xid(0, 31, 5, 0);
        assertThat(event(Fault.class, any -> true).user().service()).isEmpty();
        assertThat(all(GpuFault.class)).isEmpty();
    }

    /** Some drivers tell of a process of a divided one, and not of which part it uses. */
    @Test
    void whoMayBeOnThatPartMayHaveMadeItsFault() throws Exception {
        container(ID, "train");
        container(OTHER, "serve");
        process(4242, ID);
        process(4300, OTHER);
        FakeNvml fake = FakeNvml.in(root)
                .divides(0, 3, 0, "1g.10gb", 9856, 0)
                .divides(0, 5, 0, "2g.20gb", 19968, 0)
                .runs(0, 4242, 1 << 30, 3, 0)
                .runs(0, 4300, 1 << 30, -1, -1);
        collect(fake);
        event(Sampled.class, one -> one.services().equals("ml/serve/1 ml/train/1"));
        fake.xid(0, 31, 3, 0);
        assertThat(event(Fault.class, any -> true).user().service()).isEmpty();
        assertThat(all(GpuFault.class)).isEmpty();
    }

    /** What makes a fault ends by that, as a rule. */
    @Test
    void aFaultOfTheLibraryAloneIsNotThatOfWhoeverSurvivedIt() throws Exception {
        container(ID, "serve");
        container(OTHER, "train");
        process(MAIN, ID);
        process(4343, OTHER);
        FakeNvml fake = FakeNvml.in(root).runs(0, MAIN, 1 << 30).runs(0, 4343, 1 << 30);
        GpuCollector collector = collect(fake);
        fake.xid(0, 31);
        await().atMost(SOON).until(() -> fake.told(0) == 1);
        fake.leaves(0, 4343);
        await().atMost(SOON).until(() -> collector.latest().gpus().getFirst().only().isPresent());
        Fault told = event(Fault.class, any -> true);
        assertThat(told.user().service()).isEmpty();
        assertThat(told.services()).isEqualTo("ml/serve/1");
        collector.took("NVRM: Xid (PCI:0000:18:00): 62, pid=1, name=x", clock.now());
        event(Fault.class, one -> one.code() == 62);
        assertThat(all(GpuFault.class)).isEmpty();
    }

    /** The log is read in no time; the reading that shows both comes after. */
    @Test
    void aFaultOfTheLogsWithoutAProcessIsNotThatOfWhoeverWasAloneBefore() throws Exception {
        often = Duration.ofMinutes(1);
        container(ID, "serve");
        container(OTHER, "train");
        process(MAIN, ID);
        process(4343, OTHER);
        FakeNvml fake = FakeNvml.in(root).runs(0, MAIN, 1 << 30);
        GpuCollector collector = collect(fake);
        fake.runs(0, 4343, 1 << 30);
        collector.took("NVRM: Xid (PCI:0000:18:00): 13, pid='<unknown>', name=<unknown>, Graphics SM Warp Exception",
                clock.now());
        collector.took("NVRM: Xid (PCI:0000:18:00): 62, pid='<unknown>', name=<unknown>", clock.now());
        Fault told = event(Fault.class, one -> one.code() == 13);
        assertThat(told.user().service()).isEmpty();
        assertThat(told.services()).isEqualTo("ml/serve/1 ml/train/1");
        assertThat(all(Fault.class)).extracting(Fault::code).as("what is graver does not wait").containsExactly(62, 13);
        assertThat(all(GpuFault.class)).isEmpty();
    }

    @Test
    void aFaultOfTheLogsWithoutAProcessIsThatOfTheOnlyContainerBeforeAndAfter() throws Exception {
        container(ID, "train");
        process(MAIN, ID);
        GpuCollector collector = collect(FakeNvml.in(root).runs(0, MAIN, 1 << 30));
        collector.took("NVRM: Xid (PCI:0000:18:00): 13, pid='<unknown>', name=<unknown>, Graphics SM Warp Exception",
                clock.now());
        GpuFault fault = event(GpuFault.class, any -> true);
        assertThat(fault.subject()).isEqualTo("ml/train/1");
        assertThat(fault.doubtful()).isFalse();
    }

    @Test
    void aFaultOfTheLibraryAloneWhileAnotherIsOnItIsNobodysWhoWasAloneBefore() throws Exception {
        container(ID, "serve");
        container(OTHER, "train");
        process(MAIN, ID);
        process(4343, OTHER);
        FakeNvml fake = FakeNvml.in(root).runs(0, MAIN, 1 << 30);
        GpuCollector collector = collect(fake);
        fake.xid(0, 31);
        await().atMost(SOON).until(() -> fake.told(0) == 1);
        fake.runs(0, 4343, 1 << 30);
        await().atMost(SOON).until(() -> collector.latest().gpus().getFirst().uses().size() == 2);
        fake.leaves(0, 4343);
        assertThat(event(Fault.class, any -> true).user().service()).isEmpty();
    }

    /** It was begun, made its fault and was removed between two readings. */
    @Test
    void aFaultOfTheLibraryAloneIsNobodysWhereAnotherThatWasGivenTheGpuMayHaveComeAndGone() throws Exception {
        often = Duration.ofMinutes(1);
        GpuAsk all = new GpuAsk(List.of(new Wish.All("")), "");
        container(ID, "serve", all);
        process(MAIN, ID);
        FakeNvml fake = FakeNvml.in(root).runs(0, MAIN, 1 << 30);
        collect(fake);
        container(OTHER, "job", all, 4343, clock.now());
        containers.gone(OTHER, clock.now());
        fake.xid(0, 31);
        Fault told = event(Fault.class, any -> true);
        assertThat(told.user().service()).isEmpty();
        assertThat(told.services()).isEqualTo("ml/serve/1");
        assertThat(all(GpuFault.class)).isEmpty();
    }

    @Test
    void aProcessThatTheLogNamesIsRememberedWhenItHasLeftTheGpu() throws Exception {
        container(ID, "serve");
        container(OTHER, "train");
        process(MAIN, ID);
        process(4343, OTHER);
        FakeNvml fake = FakeNvml.in(root).runs(0, MAIN, 1 << 30).runs(0, 4343, 1 << 30);
        GpuCollector collector = collect(fake);
        Instant fault = clock.now();
        Files.delete(root.resolve("proc/4343/cgroup"));
        fake.leaves(0, 4343);
        await().atMost(SOON).until(() -> collector.latest().gpus().getFirst().only().isPresent());
        collector.took("NVRM: Xid (PCI:0000:18:00): 31, pid=4343, name=python", fault);
        assertThat(event(GpuFault.class, any -> true).subject()).isEqualTo("ml/train/1");
    }

    /** The server in a container of its own, a client in another. */
    @Test
    void clientsOfMpsAreTheirContainersAndItsServerIsNobodys() throws Exception {
        container(ID, "train");
        container(OTHER, "mps");
        process(4242, ID);
        process(4300, OTHER);
        Files.writeString(root.resolve("proc/4300/comm"), "nvidia-cuda-mps\n");
        GpuCollector collector = collect(
                FakeNvml.in(root).runs(0, 4300, 30 << 20).runsByMps(0, 4242, 1 << 30).runsByMps(0, 4242, 1 << 30));
        Sampled sampled = event(Sampled.class, any -> true);
        assertThat(sampled.services()).isEqualTo("ml/train/1");
        assertThat(sampled.holders()).isEqualTo("ml/train/1 1.0 GiB, outside of containers 30 MiB");
        collector.took("NVRM: Xid (PCI:0000:18:00): 31, pid=4300, name=nvidia-cuda-mps, Ch 00000008", clock.now());
        collector.took("NVRM: Xid (PCI:0000:18:00): 8, pid=4300, Ch 00000008", clock.now());
        collector.took("NVRM: Xid (PCI:0000:18:00): 13, pid=4242, name=python, Ch 00000008", clock.now());
        assertThat(event(GpuFault.class, any -> true).subject()).isEqualTo("ml/train/1");
        assertThat(all(Fault.class)).extracting(one -> one.code() + " " + one.user().service())
                .containsExactly("31 ", "8 ", "13 ml/train/1");
        assertThat(all(GpuFault.class)).extracting(GpuFault::code).containsExactly(13);
    }

    @Test
    void aFaultOfTheMainProcessIsDoubtfulOnlyWhereTheGpuIsNotWell() throws Exception {
        container(ID, "train");
        process(MAIN, ID);
        GpuCollector collector = collect(FakeNvml.old(root));
        collector.took("NVRM: Xid (PCI:0000:18:00): 31, pid=" + MAIN + ", name=python", clock.now());
        assertThat(event(GpuFault.class, any -> true).doubtful()).isFalse();
        collector.took("NVRM: Xid (PCI:0000:18:00): 95, pid=" + MAIN + ", name=python", clock.now());
        event(Sampled.class, one -> one.cure() == Cure.RESET);
        collector.took("NVRM: Xid (PCI:0000:18:00): 13, pid=" + MAIN + ", name=python", clock.now());
        assertThat(event(GpuFault.class, one -> one.code() == 13).doubtful()).isTrue();
    }

    @Test
    void whatTheKernelAndTheLibraryBothTellIsOneAndNamesTheProcess() throws Exception {
        container(ID, "train");
        container(OTHER, "serve");
        process(4242, ID);
        process(4343, OTHER);
        FakeNvml fake = FakeNvml.in(root).runs(0, 4242, 1 << 30).runs(0, 4343, 1 << 30);
        Queue<String> log = kernelLog(collect(fake));
        fake.xid(0, 31);
        String line = "NVRM: Xid (PCI:0000:18:00): 31, pid=4343, name=python, Ch 00000008";
        log.add("6,1,1,-;usb 1-1: new device\n");
        log.add("3,2,1,-;" + line + "\n");
        log.add("11,3,1,-;" + line + ", by a process that writes to the log\n");
        GpuFault fault = event(GpuFault.class, any -> true);
        assertThat(fault.subject()).isEqualTo("ml/serve/1");
        assertThat(fault.text()).isEqualTo(line);
        assertThat(event(Fault.class, any -> true).before()).contains("Z: 37 % busy, 1024 of 81920 MiB, 41 °C, 71 W");
        fake.xid(0, 62);
        Fault later = event(Fault.class, one -> one.code() == 62);
        assertThat(later.cure()).isEqualTo(Cure.RESET);
        assertThat(later.services()).isEqualTo("ml/serve/1 ml/train/1");
        assertThat(later.user().service()).as("not one's alone").isEmpty();
        assertThat(all(Fault.class)).extracting(Fault::code).containsExactly(31, 62);
        assertThat(all(GpuFault.class)).hasSize(1);
        assertThat(meters.get("dockmedic.gpu.faults").tag("code", "31").counter().count()).isEqualTo(1);
        assertThat(List.of("gpu.fault", "other", "user")).allSatisfy(kind -> assertThat(
                meters.get("dockmedic.kernel.log.records").tag("kind", kind).counter().count()).isEqualTo(1));
    }

    @Test
    void aGpuThatFallsOffTheBusIsOneFaultThoughTheLogSaysItTwice() throws Exception {
        GpuCollector collector = collect(FakeNvml.in(root));
        collector.took("NVRM: Xid (PCI:0000:18:00): 79, pid='<unknown>', name=<unknown>, GPU has fallen off the bus.",
                clock.now());
        collector.took("NVRM: GPU 0000:18:00.0: GPU has fallen off the bus.", clock.now());
        collector.took("NVRM: Xid (PCI:0000:18:00): 62, pid=1, name=x", clock.now());
        event(Fault.class, one -> one.code() == 62);
        assertThat(all(Fault.class)).extracting(Fault::code).containsExactly(79, 62);
        assertThat(meters.get("dockmedic.gpu.faults")
                .tag("code", "79")
                .tag("pci_bus_id", "00000000:18:00.0")
                .counter()
                .count()).isEqualTo(1);
    }

    @Test
    void aFaultFromBeforeTheContainersRunIsNotItsOwn() throws Exception {
        container(ID, "train");
        process(4242, ID);
        GpuCollector collector = collect(FakeNvml.in(root).runs(0, 4242, 1 << 30));
        collector.took("NVRM: Xid (PCI:0000:18:00): 31, pid=4242, name=python", clock.now().minusSeconds(120));
        collector.took("NVRM: Xid (PCI:0000:18:00): 13, pid=4242, name=python", clock.now().minusSeconds(30));
        assertThat(event(GpuFault.class, any -> true).code()).isEqualTo(13);
        assertThat(all(Fault.class)).extracting(one -> one.code() + " " + one.user().service())
                .containsExactly("31 ", "13 ml/train/1");
        assertThat(all(GpuFault.class)).hasSize(1);
    }

    @Test
    void theOwnerSaysWhatHelps() throws Exception {
        GpuCollector collector = collect(Optional.of(FakeNvml.in(root)), Map.of(31, Cure.NONE));
        collector.took("NVRM: Xid (PCI:0000:18:00): 31, pid=1, name=x", clock.now());
        assertThat(event(Fault.class, any -> true).cure()).isEqualTo(Cure.NONE);
    }

    @Test
    void anOldDriversGpuNeedsWhatItsLastFaultCalledFor() throws Exception {
        GpuCollector collector = collect(FakeNvml.old(root));
        collector.took("NVRM: Xid (PCI:0000:18:00): 62, pid=1, name=x", clock.now());
        Sampled needs = event(Sampled.class, one -> one.cure() == Cure.RESET);
        assertThat(needs.state()).isEqualTo(GpuState.OK);
        assertThat(needs.why()).contains("fault 62");
        assertThat(collector.latest().gpus().getFirst().lastFault()).isEqualTo(62);
    }

    /** What the library alone tells of is told seconds after the reading that it has led to. The round of the interval would take a minute to come. */
    @Test
    void afterAFaultIsToldItsGpuIsReadAgain() throws Exception {
        often = Duration.ofMinutes(1);
        FakeNvml fake = FakeNvml.old(root);
        GpuCollector collector = collect(fake);
        fake.xid(0, 62);
        event(Fault.class, any -> true);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> collector.latest().gpus().getFirst().reading().cure() == Cure.RESET);
    }

    @Test
    void aFloodIsOneEventAtOnceAndTheRestWithTheirNumber() throws Exception {
        GpuCollector collector = collect(FakeNvml.in(root));
        for (int i = 0; i < 2_000; i++) {
            collector.took("NVRM: Xid (PCI:0000:18:00): 95, pid=1, name=x", clock.now());
        }
        await().atMost(SOON)
                .until(
                        () -> meters.get("dockmedic.gpu.faults").tag("code", "95").counter().count() == 2_000);
        assertThat(all(Fault.class)).hasSize(1);
    }

    @Test
    void aFloodThatTheLibraryAloneTellsIsOneEventToo() throws Exception {
        FakeNvml fake = FakeNvml.in(root);
        collect(fake);
        fake.flood(0, 95, 1_500);
        await().atMost(SOON)
                .until(() -> all(Fault.class).size() == 1
                        && meters.get("dockmedic.gpu.faults").tag("code", "95").counter().count() == 1_500);
        assertThat(all(Fault.class)).singleElement().satisfies(fault -> assertThat(fault.code()).isEqualTo(95));
    }

    /** Before the first reading it is not known that there is one. */
    @Test
    void theSecondReadingComesAfterTheIntervalAsAnyOther() throws Exception {
        again = Duration.ofMinutes(1);
        collect(FakeNvml.in(root));
        await().atMost(Duration.ofMinutes(1)).until(() -> all(Sampled.class).size() > 2);
    }

    /** The round of the interval would take a minute to come. */
    @Test
    void whatIsNoFaultHasTheGpuReadAtOnce() throws Exception {
        often = Duration.ofMinutes(1);
        FakeNvml fake = FakeNvml.in(root).says(0, "events", "0xffff");
        GpuCollector collector = collect(fake);
        assertThat(collector.latest().gpus().getFirst().reading().telling().ofFaults()).isTrue();
        fake.says(0, "field.230", 1).event(0, 0x8000);
        event(Sampled.class, one -> one.cure() == Cure.RESET);
        fake.says(0, "field.230", 0).event(0, 0x8000);
        await().atMost(Duration.ofMinutes(1))
                .until(() -> collector.latest().gpus().getFirst().reading().cure() == Cure.NONE);
        assertThat(all(Fault.class)).isEmpty();
    }
}
