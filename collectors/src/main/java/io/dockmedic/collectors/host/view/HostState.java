package io.dockmedic.collectors.host.view;

/**
 * How the machine of the engine is at a moment, as far as it tells when something ran well there and now does not.
 *
 * @param kernel      {@code 6.12.48-amd64}; empty, like all texts, where it is not known
 * @param engine      {@code 28.5.1}
 * @param dockmedic   our own version
 * @param boot        another one after each start of the machine
 * @param cgroup      {@code v1} or {@code v2}
 * @param memoryBytes what it can still give without swapping; 0 where it is not known
 * @param diskBytes   what can still be written where the engine keeps its things; 0 where it is not known
 */
public record HostState(String kernel, String engine, String dockmedic, String boot, String cgroup, long memoryBytes,
        long diskBytes) {
    /** Nothing is known. */
    public static final HostState UNKNOWN = new HostState("", "", "", "", "", 0, 0);
}
