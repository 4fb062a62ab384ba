package io.dockmedic.rules.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerReading.LogSampled;
import io.dockmedic.collectors.event.Event;
import io.dockmedic.collectors.event.HostEvent.DiskGone;
import io.dockmedic.collectors.event.HostEvent.DiskSampled;
import io.dockmedic.collectors.event.Origin;
import io.dockmedic.collectors.event.Service;
import io.dockmedic.rules.RuleBench;
import io.dockmedic.rules.remedy.Step;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class DiskPackTest {
    private static final long MIB = 1024 * 1024;
    private static final Container WEB = new Container("c1", "web", "web:1", Map.of(), Service.of("web", Map.of()),
            false);

    private final RuleBench bench = new RuleBench(Pack.files());

    private static Function<Instant, Event> disk(int used, int inodes, boolean readOnly, boolean turned) {
        return disk(used, inodes, readOnly, turned, "engine log");
    }

    private static Function<Instant, Event> disk(int used, int inodes, boolean readOnly, boolean turned,
            String roles) {
        return at -> new DiskSampled(at, "host", Origin.DOCKMEDIC, "/data", "/dev/sdb1", "ext4", roles,
                100L * 1024 * MIB, (100L - used) * 1024 * MIB, used, inodes, readOnly, turned);
    }

    private static Function<Instant, Event> used(int percent) {
        return disk(percent, 10, false, false);
    }

    private static Function<Instant, Event> log(long bytes, boolean rotated) {
        return at -> new LogSampled(at, "host", Origin.DOCKMEDIC, WEB, bytes, 2 * MIB, rotated);
    }

    @Test
    void nearlyFullForAMinuteFiresOnceAndIsOverFarBelow() {
        bench.happens(used(89)).after(10).tells();
        bench.happens(used(90)).after(10).reads(used(91), 49).told();
        bench.tells().after(1).tells("70s FIRED DiskNearlyFull /data");
        assertThat(bench.latest().incident().labels()).containsEntry("severity", "warning")
                .containsEntry("route", "host");
        bench.happens(used(92)).tells();
        assertThat(bench.latest().incident().annotations())
                .containsEntry("summary", "/data is 91 % full (engine log)")
                .hasEntrySatisfying("description", text -> assertThat(text).contains("9216 MiB of 102400 MiB"));
        bench.after(10).happens(used(88)).happens(used(85)).tells();
        bench.happens(used(84)).tells("80s RESOLVED DiskNearlyFull /data");
    }

    @Test
    void roomThatIsGivenBackWithinAMinutePagesNobody() {
        bench.happens(used(95)).after(30).happens(used(60)).after(120);
        bench.tells("0s PENDING DiskNearlyFull /data", "30s RESOLVED DiskNearlyFull /data");
    }

    @Test
    void exhaustedFiresAtOnceForAPersonToDecideAndMakesRoomBeside() {
        bench.happens(disk(98, 10, false, false, "bind"))
                .tells("0s FIRED DiskExhausted /data",
                        "0s FIRED DiskExhaustedPrune /data");
        assertThat(bench.latest().incident().labels()).containsEntry("severity", "info");
        assertThat(bench.latest().plan().steps()).extracting(Step::action).containsExactly("prune");
        bench.after(10).happens(used(96)).tells("10s PENDING DiskNearlyFull /data");
        bench.after(10)
                .happens(used(94))
                .tells("20s RESOLVED DiskExhausted /data",
                        "20s RESOLVED DiskExhaustedPrune /data");
    }

    @Test
    void ofWhatFillsWithinAMinuteAPersonIsToldOnce() {
        bench.happens(used(91)).after(10).reads(used(91), 40).happens(disk(98, 10, false, false, "bind"));
        bench.told();
        bench.after(10).tells("60s FIRED DiskNearlyFull /data");
        assertThat(bench.latest().incident().inhibitedBy()).isNotNull();
    }

    @Test
    void inodesRunOutThoughThereIsRoom() {
        bench.reads(disk(20, 96, false, false), 60);
        bench.tells("0s PENDING InodesNearlyFull /data", "60s FIRED InodesNearlyFull /data");
        bench.happens(disk(20, 84, false, false)).tells("60s RESOLVED InodesNearlyFull /data");
    }

    @Test
    void whatTheKernelMadeReadOnlyFiresAndWhatItsOwnerDidDoesNot() {
        bench.happens(disk(100, 100, true, false)).after(120).tells();
        bench.happens(disk(50, 10, true, true)).tells("120s FIRED DiskReadOnly /data");
        bench.after(10).happens(used(50)).tells("130s RESOLVED DiskReadOnly /data");
    }

    @Test
    void whatIsUnmountedIsOver() {
        bench.happens(disk(99, 10, false, false, "bind"))
                .after(10)
                .happens(at -> new DiskGone(at, "host", Origin.DOCKMEDIC, "/data"));
        bench.tells("0s FIRED DiskExhausted /data", "0s FIRED DiskExhaustedPrune /data",
                "10s RESOLVED DiskExhausted /data", "10s RESOLVED DiskExhaustedPrune /data");
    }

    @Test
    void aLogWithoutLimitIsTold() {
        bench.happens(log(3000 * MIB, true)).happens(log(1024 * MIB, false)).tells();
        bench.happens(log(1025 * MIB, false)).tells("0s FIRED ContainerLogGrowing web");
        assertThat(bench.latest().incident().annotations().get("description")).contains("2048 KiB a minute",
                "max-size");
        bench.after(60).happens(log(900 * MIB, false)).tells();
        bench.happens(log(0, true)).tells("60s RESOLVED ContainerLogGrowing web");
    }
}
