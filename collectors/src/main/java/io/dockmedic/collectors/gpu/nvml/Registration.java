package io.dockmedic.collectors.gpu.nvml;

import io.dockmedic.collectors.gpu.reading.Telling;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/** Asks a GPU to tell of what happens to it, and keeps what it answered. Without it the kernel's log still tells of faults. */
final class Registration {
    private Registration() {}

    /**
     * Asks for all that it can tell and that is wanted; for its faults alone where all is refused.
     *
     * @param events the set that it is to tell; 0 for none
     * @throws NvmlException when the GPU, or the machine's driver, has a fault
     */
    static Telling ask(Asking gpu, long handle, long events, Arena memory) throws NvmlException {
        if (events == 0) {
            return Telling.nothing(NvmlFunction.EVENT_SET_CREATE.symbol() + ": the driver gives no set of events");
        }
        MemorySegment types = memory.allocate(ValueLayout.JAVA_LONG);
        Returned known = gpu.call(NvmlFunction.SUPPORTED_EVENTS, handle, types);
        if (!gpu.answers(NvmlFunction.SUPPORTED_EVENTS, known)) {
            return Telling.nothing(words(NvmlFunction.SUPPORTED_EVENTS, known));
        }
        long can = types.get(ValueLayout.JAVA_LONG, 0) & EventKind.ALL;
        if (can == 0) {
            return Telling.nothing("the GPU tells of no event that is wanted");
        }
        Returned all = gpu.call(NvmlFunction.REGISTER_EVENTS, handle, can, events);
        if (all == Returned.SUCCESS) {
            return new Telling(EventKind.words(can), "");
        }
        if (EventKind.XID.in(can) && can != EventKind.XID.bit() && refused(all)) {
            Returned alone = gpu.call(NvmlFunction.REGISTER_EVENTS, handle, EventKind.XID.bit(), events);
            if (gpu.answers(NvmlFunction.REGISTER_EVENTS, alone)) {
                return new Telling(EventKind.words(EventKind.XID.bit()),
                        "the others: " + words(NvmlFunction.REGISTER_EVENTS, all));
            }
            return Telling.nothing(words(NvmlFunction.REGISTER_EVENTS, alone));
        }
        gpu.answers(NvmlFunction.REGISTER_EVENTS, all);
        return Telling.nothing(words(NvmlFunction.REGISTER_EVENTS, all));
    }

    private static boolean refused(Returned returned) {
        return returned.sort() == Returned.Sort.ABSENT
                || (returned.sort() == Returned.Sort.ODD && returned != Returned.UNINITIALIZED);
    }

    private static String words(NvmlFunction function, Returned returned) {
        return function.symbol() + ": " + returned.words();
    }
}
