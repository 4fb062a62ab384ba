package io.dockmedic.collectors.container.network;

/**
 * A container is off a network that the engine says it is on.
 *
 * @param network its name
 * @param why     what shows that
 * @param mended  whether a restart of the container would put it back: the network's bridge is there
 */
record Off(String network, String why, boolean mended) {}
