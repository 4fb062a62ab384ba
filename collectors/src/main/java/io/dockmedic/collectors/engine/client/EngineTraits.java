package io.dockmedic.collectors.engine.client;

/**
 * What kind of engine it is, as far as that decides what can be seen and done with it.
 *
 * @param podman        it only speaks Docker's language
 * @param rootless      it runs as a user, whose containers have no other
 * @param liveRestore   containers run on while the engine is down
 * @param cgroupDriver  {@code systemd}, {@code cgroupfs} or {@code none}; empty when it does not say
 * @param cgroupVersion {@code 1} or {@code 2}; empty when it does not say (Engine 20.10 and later do)
 * @param swarm         it is a node of a swarm
 * @param containerd    images are in containerd's store, and their disk may be another than the data root's
 * @param distribution  {@code Debian GNU/Linux 12 (bookworm)}
 */
public record EngineTraits(
        boolean podman, boolean rootless, boolean liveRestore, String cgroupDriver, String cgroupVersion, boolean swarm,
        boolean containerd, String distribution) {}
