package io.dockmedic.collectors.gpu.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.event.ContainerEvent.GpuFault;
import io.dockmedic.collectors.event.GpuEvent.Fault;
import io.dockmedic.collectors.event.GpuEvent.Sampled;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.asked.GpuAsk;
import io.dockmedic.testkit.gpu.AmdTree;
import io.dockmedic.testkit.gpu.FakeNvml;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The kernel gives a process's number to others when it has ended: what was said of the one is not the other's. */
class WhoseProcessTest extends GpuBench {
    private static final String OTHER = "b5577df2fcf2f8c911ada034af54d77d3499d3e140d5df976d53fbdd020e2327";
    private static final int PID = 4242;
    private static final int NEXT = 4300;
    private static final long UP = 1_000;

    private Instant now = Instant.EPOCH;

    @BeforeEach
    void machine() throws IOException {
        now = clock.now();
        Files.createDirectories(root.resolve("proc"));
        Files.writeString(root.resolve("proc/stat"), "btime " + now.minusSeconds(UP).getEpochSecond() + "\n");
        container(ID, "train");
        container(OTHER, "serve");
    }

    /** It has that number from so many seconds ago on. */
    private void has(String container, long ago) throws IOException {
        process(PID, container);
        began(PID, (UP - ago) * 100);
    }

    private String whose(GpuCollector collector, long ago) {
        collector.took("NVRM: Xid (PCI:0000:18:00): 31, pid=" + PID + ", name=python", now.minusSeconds(ago));
        return event(Fault.class, any -> true).user().service();
    }

    /** Read once: what is read of the fault is what was seen before. */
    private GpuCollector seenAs(String container) throws Exception {
        often = Duration.ofMinutes(10);
        has(container, 500);
        return collect(FakeNvml.in(root).runs(0, PID, 1 << 30));
    }

    @Test
    void whoHasItSinceAfterTheFaultDidNotMakeIt() throws Exception {
        has(OTHER, 10);
        assertThat(whose(collect(FakeNvml.in(root)), 30)).isEmpty();
    }

    @Test
    void whoHadItBeforeTheFaultMadeIt() throws Exception {
        has(OTHER, 40);
        assertThat(whose(collect(FakeNvml.in(root)), 30)).isEqualTo("ml/serve/1");
    }

    @Test
    void whoWasSeenOnTheGpuMadeItThoughAnotherHasItSince() throws Exception {
        GpuCollector collector = seenAs(ID);
        has(OTHER, 10);
        assertThat(whose(collector, 30)).isEqualTo("ml/train/1");
    }

    @Test
    void whoWasSeenOnTheGpuHadEndedBeforeTheFault() throws Exception {
        GpuCollector collector = seenAs(ID);
        has(OTHER, 20);
        assertThat(whose(collector, 10)).isEqualTo("ml/serve/1");
    }

    /** What ends the container's incident has been by then: it would never end. It counts for those that come again and again. */
    @Test
    void whatTheEngineHasStartedAnewSinceIsSaidToBeOver() throws Exception {
        has(ID, 500);
        FakeNvml fake = FakeNvml.in(root).runs(0, PID, 1 << 30);
        GpuCollector collector = collect(fake);
        fake.xid(0, 31);
        await().atMost(SOON).until(() -> fake.told(0) == 1);
        // Whatever is read meanwhile, all that use it are the container's; and it is dated a moment after it is told of.
        process(NEXT, ID);
        began(NEXT, UP * 100);
        fake.runs(0, NEXT, 1 << 30).leaves(0, PID);
        gone(PID);
        container(ID, "train", GpuAsk.NONE, NEXT, clock.now().plusSeconds(1));
        assertThat(event(Fault.class, any -> true).user().service()).isEqualTo("ml/train/1");
        collector.took("NVRM: Xid (PCI:0000:18:00): 13, pid=" + NEXT + ", name=python", clock.now());
        event(GpuFault.class, one -> one.code() == 13);
        assertThat(all(GpuFault.class)).extracting(one -> one.code() + " " + one.over())
                .containsExactly("31 true", "13 false");
    }

    @Test
    void oneOfTheNextRunIsNotPutOffBecauseOneOfTheRunBeforeWasTold() throws Exception {
        GpuCollector collector = seenAs(ID);
        Instant fault = clock.now();
        gone(PID);
        process(NEXT, ID);
        began(NEXT, UP * 100);
        container(ID, "train", GpuAsk.NONE, NEXT, fault.plusMillis(1));
        collector.took("NVRM: Xid (PCI:0000:18:00): 31, pid=" + PID + ", name=python", fault);
        event(GpuFault.class, GpuFault::over);
        collector.took("NVRM: Xid (PCI:0000:18:00): 31, pid=" + NEXT + ", name=python", clock.now());
        assertThat(event(GpuFault.class, one -> !one.over()).pid()).isEqualTo(NEXT);
    }

    @Test
    void whoWasSeenOnTheGpuAndEndedMadeIt() throws Exception {
        GpuCollector collector = seenAs(ID);
        Files.delete(root.resolve("proc/" + PID + "/stat"));
        Files.delete(root.resolve("proc/" + PID + "/cgroup"));
        assertThat(whose(collector, 10)).isEqualTo("ml/train/1");
    }

    @Test
    void aLostGpuIsStillTheirsWhoHaveItOpenAndNobodysWhoIsGivenTheNumber() throws Exception {
        has(ID, 500);
        FakeNvml fake = FakeNvml.in(root).runs(0, PID, 1 << 30);
        collect(fake);
        event(Sampled.class, one -> one.holders().equals("ml/train/1 1.0 GiB"));
        fake.says(0, "lost", 1);
        Sampled lost = event(Sampled.class, one -> one.state() == GpuState.LOST);
        assertThat(lost.services()).isEqualTo("ml/train/1");
        assertThat(lost.holders()).as("how much is not known any more").isEmpty();
        assertThat(lost.memoryFreeBytes()).isEqualTo(-1);
        has(OTHER, 1);
        event(Sampled.class, one -> one.state() == GpuState.LOST && one.services().isEmpty());
        fake.unsays(0, "lost");
        event(Sampled.class, one -> one.services().equals("ml/serve/1"));
    }

    @Test
    void whoHadAmdsOpenWhenItWasLookedIsNotWhoIsGivenTheNumber() throws Exception {
        AmdTree.plant(root, "rx6900xt");
        has(ID, 500);
        Path folder = root.resolve("proc/" + PID);
        Files.createSymbolicLink(Files.createDirectories(folder.resolve("fd")).resolve("5"),
                Path.of("/dev/dri/renderD128"));
        Files.writeString(Files.createDirectories(folder.resolve("fdinfo")).resolve("5"),
                "drm-driver:\tamdgpu\ndrm-pdev:\t" + AmdTree.CARD
                        + "\ndrm-client-id:\t1\ndrm-memory-vram:\t1024 KiB\n");
        GpuCollector collector = collect(Optional.empty(), Map.of());
        event(Sampled.class, one -> one.holders().equals("ml/train/1 1 MiB"));
        has(OTHER, 1);
        int before = events.size();
        await().atMost(SOON).until(() -> events.size() > before + 4);
        assertThat(collector.latest().gpus().getFirst().uses()).isEmpty();
    }
}
