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
import io.dockmedic.collectors.gpu.asked.GpuAsk;
import io.dockmedic.collectors.gpu.asked.Wish;
import io.dockmedic.collectors.gpu.reading.GpuTraits;
import io.dockmedic.collectors.gpu.watch.Releasable.Released;
import io.dockmedic.testkit.gpu.FakeNvml;
import io.vertx.core.Future;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A person has the GPUs for a while, over a library that stands in for NVIDIA's. */
class GpuReleaseTest extends GpuBench {
    private static final Duration HOUR = Duration.ofHours(1);

    /** Has a device open while it is initialised. */
    private FakeNvml fake() throws Exception {
        Path device = Files.createFile(Files.createDirectories(root.resolve("dev")).resolve("nvidia0"));
        return FakeNvml.in(root).says("opens", device);
    }

    private static Released letGo(GpuCollector collector, Duration length) throws Exception {
        return collector.resetting().letGo(length, "anna", "a reset").await(60, TimeUnit.SECONDS);
    }

    private boolean mapped(FakeNvml fake) throws Exception {
        return Files.readString(Path.of("/proc/self/maps")).contains(fake.file().toString());
    }

    private void someRounds() {
        int before = all(DriverSampled.class).size();
        await().atMost(SOON).until(() -> all(DriverSampled.class).size() > before + 10);
    }

    @Test
    void releasedNothingIsOpenAndNothingAskedAndNothingIsAFaultUntilTheyAreTakenBack() throws Exception {
        FakeNvml fake = fake();
        GpuCollector collector = collect(fake);
        assertThat(OpenDevices.nvidias(root)).containsExactly(root.resolve("dev/nvidia0").toString());
        assertThat(mapped(fake)).isTrue();

        Released released = letGo(collector, HOUR);
        assertThat(released.open()).isEmpty();
        assertThat(OpenDevices.nvidias(root)).isEmpty();
        assertThat(mapped(fake)).as("the library of another version would stay").isFalse();
        assertThat(fake.calls().getLast()).isEqualTo("nvmlShutdown -1");
        DriverSampled told = event(DriverSampled.class, one -> one.state() == GpuDriverState.RELEASED);
        assertThat(told.why()).contains("by anna (a reset)");
        assertThat(List.of(told.gpus(), told.expected())).containsExactly(0, 0);
        int calls = fake.calls().size();
        someRounds();
        assertThat(fake.calls()).hasSize(calls);
        assertThat(collector.latest().gpus()).isEmpty();
        assertThat(part().status()).isEqualTo(Health.Status.UP);
        assertThat(part().reason()).startsWith("released until ").contains("by anna (a reset)");

        assertThat(collector.resetting().takeBack("bert").await(60, TimeUnit.SECONDS)).get()
                .satisfies(ended -> assertThat(ended.endedBy()).isEqualTo("bert"));
        await().atMost(SOON).until(() -> !collector.latest().gpus().isEmpty());
        assertThat(OpenDevices.nvidias(root)).hasSize(1);
        fake.xid(0, 62);
        assertThat(event(Fault.class, any -> true).code()).isEqualTo(62);
        assertThat(all(Sampled.class)).extracting(Sampled::state).containsOnly(GpuState.OK);
        assertThat(all(DriverSampled.class)).extracting(DriverSampled::state)
                .containsOnly(GpuDriverState.OK, GpuDriverState.RELEASED);
        assertThat(new ReleaseFile(root.resolve("released")).read()).get()
                .satisfies(kept -> assertThat(List.of(kept.by(), kept.endedBy())).containsExactly("anna", "bert"));
        assertThat(collector.resetting().takeBack("bert").await(60, TimeUnit.SECONDS)).isEmpty();
    }

    @Test
    void whoTakesThemBackFromAnotherTakesNothingBack() throws Exception {
        GpuCollector collector = collect(fake());
        letGo(collector, HOUR);
        assertThat(collector.resetting().takeBackFrom("reset-gpu 1", Set.of()).await(60, TimeUnit.SECONDS)).isEmpty();
        assertThat(collector.resetting().released()).get().satisfies(one -> assertThat(one.release().ended()).isNull());
        assertThat(collector.resetting().takeBackFrom("anna", Set.of()).await(60, TimeUnit.SECONDS)).isPresent();
    }

    @Test
    void whatAPersonHasNoActTakesNorAPersonWhatAnActHas() throws Exception {
        GpuCollector collector = collect(fake());
        String act = Release.by("1");
        letGo(collector, HOUR);
        assertThat(taken(collector.resetting().letGo(HOUR, act, ""))).contains("by anna (a reset)");
        assertThat(by(collector)).isEqualTo("anna");
        collector.resetting().takeBack("anna").await(60, TimeUnit.SECONDS);

        collector.resetting().letGo(HOUR, act, "").await(60, TimeUnit.SECONDS);
        assertThat(taken(collector.resetting().letGo(HOUR, "anna", ""))).startsWith(act + " has let go");
        assertThat(taken(collector.resetting().letGo(HOUR, Release.by("2"), ""))).startsWith(act + " has let go");
        assertThat(taken(collector.resetting().takeBack("anna"))).startsWith(act + " has let go");
        assertThat(by(collector)).isEqualTo(act);
        assertThat(OpenDevices.nvidias(root)).isEmpty();
        assertThat(collector.resetting().takeBackFrom(act, Set.of()).await(60, TimeUnit.SECONDS)).isPresent();
    }

    /** Who has them. */
    private static String by(GpuCollector collector) {
        Release last = collector.resetting().released().orElseThrow().release();
        return last.ended() == null ? last.by() : "nobody";
    }

    /** Why somebody does not get them. */
    private static String taken(Future<?> asked) throws Exception {
        return asked.map(got -> "got them")
                .recover(why -> why instanceof TakenException
                        ? Future.succeededFuture(String.valueOf(why.getMessage()))
                        : Future.failedFuture(why))
                .await(60, TimeUnit.SECONDS);
    }

    @Test
    void whatAResetDependsOnIsAskedBetweenRounds() throws Exception {
        onBus("0000:18:00.0");
        Files.writeString(root.resolve("sys/bus/pci/devices/0000:18:00.0/boot_vga"), "1\n");
        GpuCollector collector = collect(FakeNvml.in(root).says("count", 2));
        Map<String, GpuTraits> traits = await().atMost(SOON)
                .until(() -> collector.resetting().traits().otherwise(Map.of()).await(60, TimeUnit.SECONDS),
                        found -> !found.isEmpty());
        assertThat(traits).containsOnly(
                Map.entry("0000:18:00.0", new GpuTraits(8, true, Set.of(), true)),
                Map.entry("0000:19:00.0", new GpuTraits(8, false, Set.of(), true)));
        assertThat(collector.latest().gpus()).allMatch(one -> one.reading().state() == GpuState.OK);
        letGo(collector, HOUR);
        assertThat(
                collector.resetting().traits().map(found -> "asked").otherwise("not asked").await(60, TimeUnit.SECONDS))
                .isEqualTo("not asked");
    }

    @Test
    void aNeedOfAResetIsNotKeptOverARelease() throws Exception {
        GpuCollector collector = collect(FakeNvml.old(root));
        collector.took("NVRM: Xid (PCI:0000:18:00): 62, pid=1, name=x", clock.now());
        event(Sampled.class, one -> one.cure() == Cure.RESET);
        letGo(collector, HOUR);
        collector.resetting().takeBack("anna").await(60, TimeUnit.SECONDS);
        await().atMost(SOON)
                .until(() -> collector.latest().gpus().stream().anyMatch(one -> one.reading().cure() == Cure.NONE));
    }

    @Test
    void anActForgetsTheNeedOfWhatItHasResetAndOfNothingElse() throws Exception {
        GpuCollector collector = collect(FakeNvml.old(root));
        collector.took("NVRM: Xid (PCI:0000:18:00): 62, pid=1, name=x", clock.now());
        event(Sampled.class, one -> one.cure() == Cure.RESET);
        resets(collector, Set.of("0000:99:00.0"));
        someRounds();
        assertThat(collector.latest().gpus()).anyMatch(one -> one.reading().cure() == Cure.RESET);
        resets(collector, Set.of("0000:18:00.0"));
        await().atMost(SOON)
                .until(() -> !collector.latest().gpus().isEmpty()
                        && collector.latest().gpus().stream().allMatch(one -> one.reading().cure() == Cure.NONE));
    }

    private static void resets(GpuCollector collector, Set<String> places) throws Exception {
        String by = Release.by("1");
        collector.resetting().letGo(HOUR, by, "").await(60, TimeUnit.SECONDS);
        collector.resetting().takeBackFrom(by, places).await(60, TimeUnit.SECONDS);
    }

    @Test
    void aFaultInTheLogNamesItsGpuAndDoesNotSayThatNobodyUsesIt() throws Exception {
        container(ID, "train", new GpuAsk(List.of(new Wish.All("")), ""));
        process(MAIN, ID);
        GpuCollector collector = collect(fake());
        letGo(collector, HOUR);
        collector.took("NVRM: Xid (PCI:0000:18:00): 31, pid=" + MAIN + ", name=python", clock.now());
        Fault fault = event(Fault.class, any -> true);
        assertThat(fault.gpu().index()).isZero();
        assertThat(fault.gpu().uuid()).isNotEmpty();
        assertThat(fault.services()).isEmpty();
        assertThat(fault.usersUnknown()).isTrue();
        assertThat(fault.given()).as("its settings are").isEqualTo("ml/train/1");
        assertThat(event(GpuFault.class, any -> true).doubtful()).as("a person has the GPU").isTrue();
        assertThat(collector.known().gpus()).containsExactly(fault.gpu());
    }

    @Test
    void whoReleasesThemWhileTheyAreBeingClosedHearsTheSame() throws Exception {
        GpuCollector collector = collect(fake());
        Future<Released> first = collector.resetting().letGo(HOUR, "anna", "");
        Future<Released> second = collector.resetting().letGo(HOUR, "bert", "");
        assertThat(first.await(60, TimeUnit.SECONDS).open()).isEmpty();
        assertThat(second.await(60, TimeUnit.SECONDS).open()).isEmpty();
    }

    @Test
    void theyAreTakenBackWhenItIsTime() throws Exception {
        FakeNvml fake = fake();
        GpuCollector collector = collect(fake);
        letGo(collector, Duration.ofSeconds(1));
        await().atMost(SOON).until(() -> !collector.latest().gpus().isEmpty());
        assertThat(collector.resetting().released()).get()
                .satisfies(last -> assertThat(last.release().ended()).isAfterOrEqualTo(last.release().until()));
        assertThat(collector.resetting().released().orElseThrow().release().endedBy()).isEmpty();
    }

    @Test
    void aRestartTakesNothingBack() throws Exception {
        FakeNvml fake = fake();
        new ReleaseFile(root.resolve("released"))
                .write(Release.of(clock.now(), clock.now().plus(HOUR), "anna", ""));
        collect(Optional.of(fake), Map.of());
        event(DriverSampled.class, one -> one.state() == GpuDriverState.RELEASED);
        someRounds();
        assertThat(fake.calls()).isEmpty();
    }

    @Test
    void whatCannotBeKeptIsAPersonsAllTheSameAndNoActs() throws Exception {
        GpuCollector collector = collect(fake());
        Files.createDirectories(root.resolve("released/full"));
        assertThat(letGo(collector, HOUR).open()).isEmpty();
        assertThat(collector.resetting().takeBack("anna").await(60, TimeUnit.SECONDS)).isPresent();

        String act = Release.by("1");
        assertThat(collector.resetting()
                .letGo(HOUR, act, "")
                .map(got -> "released")
                .otherwise("not kept")
                .await(60, TimeUnit.SECONDS)).isEqualTo("not kept");
        assertThat(collector.resetting().takeBackFrom(act, Set.of()).await(60, TimeUnit.SECONDS)).isPresent();
    }

    @Test
    void aFileThatIsCutOffReleasesNothing() throws Exception {
        assertThat(new ReleaseFile(root.resolve("released")).read()).isEmpty();
        Files.writeString(root.resolve("released"), "2026-11-01T10:00:00Z\n");
        assertThat(new ReleaseFile(root.resolve("released")).read()).isEmpty();
    }

    @Test
    void aCallThatHangsIsSaidAndClosedWhenItComesBack() throws Exception {
        FakeNvml fake = fake();
        GpuCollector collector = collect(fake);
        fake.says(0, "hang", "nvmlDeviceGetPowerUsage");
        event(Sampled.class, one -> one.state() == GpuState.STUCK);
        Released released = letGo(collector, HOUR);
        assertThat(released.open()).isEqualTo("a call has not come back: GPU 0 in nvmlDeviceGetPowerUsage");
        await().atMost(SOON)
                .until(() -> part().status() == Health.Status.DEGRADED && part().reason()
                        .endsWith(
                                "not all is closed: a call has not come back: GPU 0 in nvmlDeviceGetPowerUsage"));
        assertThat(fake.calls()).doesNotContain("nvmlShutdown -1");
        assertThat(OpenDevices.nvidias(root)).hasSize(1);

        fake.unsays(0, "hang");
        await().atMost(SOON).until(() -> part().status() == Health.Status.UP);
        assertThat(OpenDevices.nvidias(root)).isEmpty();
        assertThat(fake.calls()).contains("nvmlShutdown -1");
    }
}
