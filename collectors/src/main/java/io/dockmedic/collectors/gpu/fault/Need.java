package io.dockmedic.collectors.gpu.fault;

import io.dockmedic.collectors.event.Cure;
import io.dockmedic.collectors.gpu.reading.Quantity;
import java.util.Map;

/**
 * What a GPU that answers needs, and why. The driver's own word comes first, where it has one (drivers from about 590
 * on); then the state of its memory's repairs.
 */
public record Need(Cure cure, String why) {
    /** Nothing. */
    public static final Need NOTHING = new Need(Cure.NONE, "");

    /** What the numbers of one that answers say. */
    public static Need of(Map<Quantity, Long> values) {
        if (yes(values, Quantity.REMAP_FAILED)) {
            return new Need(Cure.REPLACE, "a row of its memory could not be replaced any more");
        }
        Need said = action(values.getOrDefault(Quantity.RECOVERY_ACTION, 0L).intValue());
        if (!said.equals(NOTHING)) {
            return said;
        }
        if (yes(values, Quantity.REMAP_PENDING)) {
            return new Need(Cure.RESET, "rows of its memory are to be replaced, which takes a reset");
        }
        if (yes(values, Quantity.RETIRE_PENDING)) {
            return new Need(Cure.RESET, "pages of its memory are to be retired, which takes a reset");
        }
        return NOTHING;
    }

    /** What the driver asks for: NVML's field 230, and the kernel's XID 154. */
    public static Need action(int action) {
        return switch (action) {
            case 0 -> NOTHING;
            case 1, 6 -> new Need(Cure.RESET, "its driver says: reset the GPU");
            case 2, 7 -> new Need(Cure.REBOOT, "its driver says: start the machine anew");
            case 3 -> new Need(Cure.INSPECT, "its driver says: stop what talks to other GPUs from it");
            case 4 -> new Need(Cure.RESET, "its driver says: let its work end, then reset the GPU");
            case 5 -> new Need(Cure.INSPECT, "its driver says: start the IMEX service anew");
            default -> new Need(Cure.INSPECT, "its driver asks for recovery action " + action);
        };
    }

    private static boolean yes(Map<Quantity, Long> values, Quantity quantity) {
        return values.getOrDefault(quantity, 0L) > 0;
    }
}
