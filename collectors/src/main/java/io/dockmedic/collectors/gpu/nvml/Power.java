package io.dockmedic.collectors.gpu.nvml;

import io.dockmedic.collectors.gpu.reading.PowerAnswer;
import io.dockmedic.collectors.gpu.reading.PowerAnswer.Why;
import io.dockmedic.collectors.gpu.reading.PowerLimit;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * What a GPU may draw. The driver remembers what was set for as long as it is loaded; that only root may set it says the answer
 * alone.
 */
final class Power {
    private Power() {}

    /**
     * Sets it, where it is to be set, and reads it.
     *
     * @param milliwatts 0 to leave it as it is
     * @throws NvmlException when it cannot be read
     */
    static PowerAnswer ask(Asking gpu, long handle, long milliwatts, Arena memory) throws NvmlException {
        if (milliwatts <= 0) {
            return new PowerAnswer.Told(read(gpu, handle, memory));
        }
        Returned returned = gpu.call(NvmlFunction.SET_POWER_LIMIT, handle, (int) milliwatts);
        if (returned != Returned.SUCCESS) {
            return notSet(returned, NvmlFunction.SET_POWER_LIMIT.symbol() + ": " + returned.words());
        }
        try {
            return new PowerAnswer.Told(read(gpu, handle, memory));
        } catch (NvmlException e) {
            return new PowerAnswer.Unknown("it was set, and cannot be read: " + e.getMessage());
        }
    }

    private static PowerLimit read(Asking gpu, long handle, Arena memory) throws NvmlException {
        MemorySegment least = memory.allocate(ValueLayout.JAVA_INT);
        MemorySegment most = memory.allocate(ValueLayout.JAVA_INT);
        gpu.need(NvmlFunction.POWER_LIMIT_BOUNDS, handle, least, most);
        return new PowerLimit(number(gpu, NvmlFunction.POWER_LIMIT_SET, handle, memory), Asking.unsigned(least, 0),
                Asking.unsigned(most, 0), number(gpu, NvmlFunction.POWER_LIMIT_USUAL, handle, memory));
    }

    private static long number(Asking gpu, NvmlFunction function, long handle, Arena memory) throws NvmlException {
        MemorySegment answer = memory.allocate(ValueLayout.JAVA_INT);
        gpu.need(function, handle, answer);
        return Asking.unsigned(answer, 0);
    }

    /** Of an error that nobody expects it is not known how far it came. */
    private static PowerAnswer notSet(Returned returned, String words) {
        return switch (returned) {
            case UNKNOWN, MEMORY, NOT_READY, TIMEOUT -> new PowerAnswer.Unknown(words);
            default -> refused(returned, words);
        };
    }

    /** @param words for a person */
    static PowerAnswer.Refused refused(Returned returned, String words) {
        Why why = switch (returned) {
            case NO_PERMISSION, OPERATING_SYSTEM -> Why.DENIED;
            case INVALID_ARGUMENT -> Why.OUT_OF_RANGE;
            case GPU_IS_LOST, GPU_NOT_FOUND, RESET_REQUIRED -> Why.GONE;
            default -> returned.sort() == Returned.Sort.ABSENT ? Why.NOT_SUPPORTED : Why.NOT_NOW;
        };
        return new PowerAnswer.Refused(why, words);
    }
}
