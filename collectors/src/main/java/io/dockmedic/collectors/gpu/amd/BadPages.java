package io.dockmedic.collectors.gpu.amd;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.gpu.fault.Need;
import io.dockmedic.collectors.gpu.reading.Quantity;
import java.util.Map;

/**
 * Pages of a GPU's memory that are bad, {@code ras/gpu_vram_bad_pages}: lines of address, size and a letter, {@code
 * 0x00000001 : 0x00001000 : R}.
 *
 * @param told    whether the GPU tells
 * @param retired taken out of use
 * @param failed  that could not be
 */
record BadPages(boolean told, long retired, long failed) {
    static final BadPages UNTOLD = new BadPages(false, 0, 0);

    /** @param text of the file; empty where there is none, or no bad page */
    static BadPages of(String text) {
        return text.isEmpty() ? UNTOLD : new BadPages(true, lines(text, "R"), lines(text, "F"));
    }

    private static long lines(String text, String letter) {
        return text.lines().filter(line -> line.strip().endsWith(": " + letter)).count();
    }

    void put(Map<Quantity, Long> values) {
        if (told) {
            values.put(Quantity.RETIRED_UNCORRECTED, retired);
        }
    }

    /** Pages that wait to be taken out of use need nothing: the driver does it when they are free. */
    Need need() {
        return failed == 0
                ? Need.NOTHING
                : new Need(Cure.INSPECT, failed + " bad pages of its memory could not be taken out of use");
    }
}
