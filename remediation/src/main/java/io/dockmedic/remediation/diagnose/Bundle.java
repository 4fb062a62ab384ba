package io.dockmedic.remediation.diagnose;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.detail.Details;
import io.dockmedic.remediation.diagnose.look.Part;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Everything that was found on a container, redacted.
 *
 * @param service     its key
 * @param state       as inspect says; null when it could not be looked at
 * @param details     how it is set up; null when that could not be looked at
 * @param lastGood    when it was last seen to run well, in our own time; null when it never was
 * @param changes     what is different since then
 * @param log         the last lines of its last run, oldest first
 * @param firstError  the first of them that looks like an error; empty when none does
 * @param imageThere  whether the engine has its image; null when that could not be found out
 * @param portHolders who has the ports that the engine says are taken
 * @param gpuLacks    for want of what it cannot be started with the GPUs that it asks for; empty when for nothing
 * @param gpus        how it is with its GPUs
 * @param memoryBytes what it uses now; 0 when it does not run or that could not be read
 * @param parts       what was looked at beside
 * @param missing     what could not be found out, and why
 */
public record Bundle(String service, @Nullable ContainerState state, @Nullable Details details,
        @Nullable Instant lastGood, List<String> changes, List<String> log, String firstError,
        @Nullable Boolean imageThere, List<String> portHolders, List<String> gpuLacks, GpuFindings gpus,
        long memoryBytes, List<Part> parts, List<String> missing) {
    public Bundle {
        changes = List.copyOf(changes);
        log = List.copyOf(log);
        portHolders = List.copyOf(portHolders);
        gpuLacks = List.copyOf(gpuLacks);
        parts = List.copyOf(parts);
        missing = List.copyOf(missing);
    }

    /** The same with what was looked at beside, and what of that could not be found out. */
    Bundle with(List<Part> looked) {
        List<String> all = new ArrayList<>(missing);
        looked.forEach(part -> all.addAll(part.missing()));
        return new Bundle(service, state, details, lastGood, changes, log, firstError, imageThere, portHolders,
                gpuLacks, gpus, memoryBytes, looked, all);
    }
}
