package io.dockmedic.api.doctor.fact;

/**
 * What is seen here of systemd's reloads of its units, which may take GPUs from containers.
 *
 * @param systemd whether it is seen to manage this machine
 * @param seen    whether its reloads are
 */
public record ReloadLook(boolean systemd, boolean seen) {}
