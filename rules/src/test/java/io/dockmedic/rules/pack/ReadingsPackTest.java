package io.dockmedic.rules.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Usage;
import io.dockmedic.rules.Happenings;
import io.dockmedic.rules.RuleBench;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The shipped rules for what containers use. */
class ReadingsPackTest {
    private final Happenings web = Happenings.of("web");
    private final RuleBench bench = new RuleBench(Pack.files());

    /** Goes on so, read every ten seconds. */
    private RuleBench reads(int seconds, UnaryOperator<Usage> usage) {
        for (int i = 0; i < seconds; i += 10) {
            bench.happens(at -> web.sampled(at, usage)).after(10);
        }
        return bench;
    }

    private static UnaryOperator<Usage> oomKills(int kills) {
        return of -> new Usage(of.over(), of.cpuPercent(), of.cpuLimitPercent(), 0, of.memoryBytes(),
                of.memoryLimitBytes(), of.memoryPercent(), kills, of.threads(), of.threadsLimit(), 0, 0, 0, 0, 0, 0, 0);
    }

    private static UnaryOperator<Usage> memory(int percent) {
        return of -> new Usage(of.over(), of.cpuPercent(), of.cpuLimitPercent(), 0, percent << 20, 100 << 20, percent,
                0, of.threads(), of.threadsLimit(), 0, 0, 0, 0, 0, 0, 0);
    }

    private static UnaryOperator<Usage> refused(int threads) {
        return of -> new Usage(of.over(), of.cpuPercent(), of.cpuLimitPercent(), 0, of.memoryBytes(),
                of.memoryLimitBytes(), of.memoryPercent(), 0, of.threadsLimit(), of.threadsLimit(), threads, 0, 0, 0, 0,
                0, 0);
    }

    private static UnaryOperator<Usage> descriptors(int percent) {
        return of -> new Usage(of.over(), of.cpuPercent(), of.cpuLimitPercent(), 0, of.memoryBytes(),
                of.memoryLimitBytes(), of.memoryPercent(), 0, of.threads(), of.threadsLimit(), 0, 10 * percent, 1000,
                percent, 0, 0, 0);
    }

    private static UnaryOperator<Usage> slow(int throttled, int memoryPressure) {
        return of -> new Usage(of.over(), of.cpuPercent(), of.cpuLimitPercent(), throttled, of.memoryBytes(),
                of.memoryLimitBytes(), of.memoryPercent(), 0, of.threads(), of.threadsLimit(), 0, 0, 0, 0, 0,
                memoryPressure, 0);
    }

    @Test
    void aKilledChildIsToldOnce() {
        reads(10, oomKills(1)).tells();
        reads(10, oomKills(0)).tells("15s FIRED ContainerProcessKilledOom web");
        assertThat(bench.latest().incident().annotations().get("summary")).startsWith("the kernel killed 1 process");
        reads(60, oomKills(2)).tells();
        reads(590, oomKills(0)).tells();
        reads(20, oomKills(0)).tells("680s RESOLVED ContainerProcessKilledOom web");
    }

    /** 6.2 s have been seen between the kernel's kill and the engine's word that it was over. */
    @Test
    void aReadingBetweenTheKillOfTheMainProcessAndItsEndTellsOfNoOther() {
        reads(10, oomKills(1));
        bench.happens(web::oomKilled).after(120).tells("10s FIRED ContainerKilledOom web");
    }

    @Test
    void aKillThatTheEngineTellsOfAndNoReadingCountsIsToldAfterHalfAMinute() {
        bench.happens(web::oom);
        reads(40, oomKills(0)).tells("30s FIRED ContainerProcessKilledOomUncounted web");
        bench.happens(web::removed).tells("40s RESOLVED ContainerProcessKilledOomUncounted web");
    }

    @Test
    void aKillThatIsToldAndCountedIsOneIncident() {
        bench.happens(web::oom).after(4);
        reads(60, oomKills(1)).tells("19s FIRED ContainerProcessKilledOom web");
    }

    @Test
    void aKillThatIsCountedJustBeforeItIsToldStandsBehindWhatToldOfIt() {
        reads(10, oomKills(1));
        bench.happens(web::oom).told();
        reads(40, oomKills(0)).tells("15s FIRED ContainerProcessKilledOom web",
                "40s FIRED ContainerProcessKilledOomUncounted web");
        assertThat(bench.latest().incident().inhibitedBy()).isNotNull();
    }

    @Test
    void memoryNearItsLimitMustStaySo() {
        reads(200, memory(95));
        reads(10, memory(79)).tells("0s PENDING ContainerMemoryNearLimit web",
                "200s RESOLVED ContainerMemoryNearLimit web");
        reads(320, memory(95)).tells("210s PENDING ContainerMemoryNearLimit web",
                "510s FIRED ContainerMemoryNearLimit web");
        reads(60, memory(85)).tells();
        reads(10, memory(79)).tells("590s RESOLVED ContainerMemoryNearLimit web");
    }

    @Test
    void refusedThreadsAreTold() {
        reads(30, refused(4)).tells("0s FIRED ContainerThreadsExhausted web");
        assertThat(bench.latest().incident().annotations().get("summary")).contains("refused 4 thread(s)", "100");
        bench.happens(web::removed).tells("30s RESOLVED ContainerThreadsExhausted web");
    }

    @Test
    void descriptorsThatAreUsedUpAreToldWhenItStaysSo() {
        reads(20, descriptors(100));
        reads(10, descriptors(79)).tells("0s PENDING ContainerDescriptorsExhausted web",
                "20s RESOLVED ContainerDescriptorsExhausted web");
        reads(30, descriptors(96)).tells("30s PENDING ContainerDescriptorsExhausted web",
                "55s FIRED ContainerDescriptorsExhausted web");
        assertThat(bench.latest().incident().annotations().get("summary")).contains("has 960 of the 1000");
        reads(120, descriptors(85)).tells();
        reads(10, descriptors(79)).tells("180s RESOLVED ContainerDescriptorsExhausted web");
    }

    @Test
    void whatIsOnlySlowCallsNobody() {
        reads(910, slow(30, 0)).tells("0s PENDING ContainerThrottled web", "900s FIRED ContainerThrottled web");
        assertThat(bench.latest().plan().steps()).isEmpty();
        assertThat(bench.latest().incident().labels()).containsEntry("severity", "info");
        reads(10, slow(5, 0)).tells("910s RESOLVED ContainerThrottled web");
        reads(310, slow(0, 25)).tells("920s PENDING ContainerMemoryPressure web",
                "1220s FIRED ContainerMemoryPressure web");
    }
}
