package io.dockmedic.collectors.gpu.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.dockmedic.collectors.event.GpuEvent.Sampled;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.testkit.gpu.AmdTree;
import io.dockmedic.collectors.gpu.reading.PowerAnswer;
import io.dockmedic.collectors.gpu.reading.PowerAnswer.Why;
import io.dockmedic.collectors.gpu.reading.PowerLimit;
import io.dockmedic.testkit.gpu.FakeNvml;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What GPUs may draw, asked while they are read, over a library that stands in for NVIDIA's and over files of AMD's driver. */
class GpuPowerTest extends GpuBench {
    private static final String PLACE = "0000:18:00.0";

    private static PowerAnswer now(Future<PowerAnswer> answer) throws Exception {
        return answer.await(60, TimeUnit.SECONDS);
    }

    private static long told(PowerAnswer answer) {
        assertThat(answer).isInstanceOf(PowerAnswer.Told.class);
        return ((PowerAnswer.Told) answer).limit().now();
    }

    private static Why refused(PowerAnswer answer) {
        assertThat(answer).isInstanceOf(PowerAnswer.Refused.class);
        return ((PowerAnswer.Refused) answer).why();
    }

    @Test
    void callsIntoOneGpuFollowEachOtherAndItIsReadOnAllTheWhile() throws Exception {
        FakeNvml fake = FakeNvml.in(root);
        GpuCollector collector = collect(fake);
        List<Future<PowerAnswer>> asked = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            asked.add(i % 2 == 0 ? collector.power().look(PLACE) : collector.power().set(PLACE, 600_000 + i));
        }
        for (Future<PowerAnswer> one : asked) {
            assertThat(now(one)).isInstanceOf(PowerAnswer.Told.class);
        }
        assertThat(told(now(collector.power().look(PLACE)))).isEqualTo(600_039);
        int before = all(Sampled.class).size();
        await().atMost(SOON).until(() -> all(Sampled.class).size() > before + 3);
        assertThat(fake.calls()).doesNotContain("OVERLAP 0");
        assertThat(all(Sampled.class)).allSatisfy(one -> assertThat(one.state()).isEqualTo(GpuState.OK));
        assertThat(collector.power().slowdown(PLACE)).hasValue("");
        assertThat(collector.power().slowdown("0000:99:00.0")).isEmpty();
    }

    @Test
    void oneThatHangsMayYetDoItAndIsAskedNothingMoreUntilItIsBack() throws Exception {
        FakeNvml fake = FakeNvml.in(root);
        GpuCollector collector = collect(fake);
        fake.says(0, "hang", "nvmlDeviceSetPowerManagementLimit");
        PowerAnswer hung = now(collector.power().set(PLACE, 630_000));
        assertThat(hung).isInstanceOf(PowerAnswer.Unknown.class);
        assertThat(((PowerAnswer.Unknown) hung).words()).contains("does not answer within");
        assertThat(refused(now(collector.power().look(PLACE)))).isEqualTo(Why.NOT_NOW);
        assertThat(refused(now(collector.power().set(PLACE, 600_000)))).as("it was not begun").isEqualTo(Why.NOT_NOW);
        assertThat(event(Sampled.class, one -> one.state() == GpuState.STUCK).why())
                .contains("nvmlDeviceSetPowerManagementLimit");
        assertThat(collector.power().slowdown(PLACE)).as("nobody knows").isEmpty();
        assertThat(fake.limit(0)).isZero();
        fake.unsays(0, "hang");
        await().atMost(SOON).until(() -> fake.limit(0) == 630_000);
        await().atMost(SOON).until(() -> now(collector.power().look(PLACE)) instanceof PowerAnswer.Told);
        assertThat(told(now(collector.power().look(PLACE)))).isEqualTo(630_000);
    }

    @Test
    void whatIsReleasedOrNotThereIsNotAsked() throws Exception {
        FakeNvml fake = FakeNvml.in(root);
        GpuCollector collector = collect(fake);
        assertThat(refused(now(collector.power().set("0000:99:00.0", 630_000)))).isEqualTo(Why.GONE);
        collector.resetting().letGo(Duration.ofHours(1), "anna", "a reset").await(60, TimeUnit.SECONDS);
        PowerAnswer released = now(collector.power().set(PLACE, 630_000));
        assertThat(refused(released)).isEqualTo(Why.NOT_NOW);
        assertThat(((PowerAnswer.Refused) released).words()).contains("by anna (a reset)");
        assertThat(fake.limit(0)).isZero();
    }

    @Test
    void amdsIsTheSameByItsDriversFiles() throws Exception {
        AmdTree.plant(root, "rx6900xt");
        AmdTree.says(root, AmdTree.CARD, "hwmon/hwmon5/power1_cap_max", "332000000");
        AmdTree.says(root, AmdTree.CARD, "hwmon/hwmon5/power1_cap_min", "0");
        AmdTree.says(root, AmdTree.CARD, "hwmon/hwmon5/power1_cap_default", "289000000");
        GpuCollector collector = collect(Optional.empty(), Map.of());
        await().atMost(SOON).until(() -> collector.power().slowdown(AmdTree.CARD).isPresent());
        assertThat(now(collector.power().look(AmdTree.CARD)))
                .isEqualTo(new PowerAnswer.Told(new PowerLimit(289_000, 0, 332_000, 289_000)));
        assertThat(told(now(collector.power().set(AmdTree.CARD, 260_000)))).isEqualTo(260_000);
        assertThat(root.resolve("sys/bus/pci/devices").resolve(AmdTree.CARD).resolve("hwmon/hwmon5/power1_cap"))
                .content()
                .startsWith("260000000");
    }
}
