package io.dockmedic.collectors.gpu.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.event.Gpu;
import io.dockmedic.collectors.event.GpuState;
import io.dockmedic.collectors.gpu.reading.GpuReading;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlacesTest {
    private static final String FIRST = "0000:18:00.0";
    private static final String SECOND = "0000:19:00.0";
    private static final String THIRD = "0000:1a:00.0";

    private static List<String> placed(List<String> round, String... onBus) {
        List<GpuReading> readings = IntStream.range(0, round.size())
                .mapToObj(number -> GpuReading.silent(new Gpu(number, Gpu.NVIDIA, round.get(number), "", ""), "",
                        GpuState.STUCK, Cure.NONE, "why"))
                .toList();
        return Places.of(readings, List.of(onBus)).stream().map(reading -> reading.gpu().pci()).toList();
    }

    /** Not the one that its number would have in the order of the bus. */
    @Test
    void theOneThatDoesNotSayWhereItSitsHasThePlaceThatNoOtherHas() {
        assertThat(placed(List.of("", FIRST), FIRST, SECOND)).containsExactly(SECOND, FIRST);
        assertThat(placed(List.of(""), FIRST)).containsExactly(FIRST);
    }

    @Test
    void whereItMayBeOneOfSeveralItsNumberIsAllThatIsSaid() {
        assertThat(placed(List.of("", ""), FIRST, SECOND)).containsExactly("number 0", "number 1");
        assertThat(placed(List.of("", FIRST), FIRST, SECOND, THIRD)).containsExactly("number 0", FIRST);
        assertThat(placed(List.of(""))).containsExactly("number 0");
        assertThat(placed(List.of("", FIRST, THIRD), FIRST, SECOND)).as("one has left the bus")
                .containsExactly("number 0", FIRST, THIRD);
    }

    @Test
    void whereThereAreFewerThanTheDriverHasTheLibraryIsInitialisedAnewTwice() {
        Fewer fewer = new Fewer();
        List<String> two = List.of(FIRST, SECOND);
        assertThat(IntStream.rangeClosed(1, 300).filter(round -> fewer.again(1, two))).containsExactly(3, 63);
        assertThat(fewer.again(2, two)).isFalse();
        assertThat(IntStream.rangeClosed(1, 300).filter(round -> fewer.again(1, two))).as("the same ones").isEmpty();
        assertThat(IntStream.rangeClosed(1, 300).filter(round -> fewer.again(1, List.of(FIRST, THIRD))))
                .containsExactly(3, 63);
    }
}
