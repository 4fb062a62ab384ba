package io.dockmedic.collectors.container.reading;

import org.jspecify.annotations.Nullable;

/** Time lost to waiting (PSI); each part is null where the kernel does not keep it. */
public record Pressure(@Nullable Stall cpu, @Nullable Stall memory, @Nullable Stall io) {
    /**
     * Since the group was made.
     *
     * @param someMicros in which at least one task waited
     * @param fullMicros in which all tasks that had something to do waited
     */
    public record Stall(long someMicros, long fullMicros) {}
}
