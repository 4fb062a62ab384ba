package io.dockmedic.collectors.base.self;

import java.util.Set;

/** Programs that stand between an engine's socket and those who may make some of its calls, as we may through one. */
public final class SocketProxies {
    /** Their images, without tag. */
    public static final Set<String> IMAGES = Set.of(
            "tecnativa/docker-socket-proxy",
            "ghcr.io/tecnativa/docker-socket-proxy",
            "linuxserver/socket-proxy",
            "lscr.io/linuxserver/socket-proxy",
            "wollomatic/socket-proxy",
            "ghcr.io/wollomatic/socket-proxy",
            "11notes/socket-proxy");

    private SocketProxies() {}

    /** Whether a container of that image is one, whatever its tag or digest. */
    public static boolean isOne(String image) {
        String name = image.replaceFirst("@.*", "").replaceFirst("^docker\\.io/", "");
        int tag = name.indexOf(':', name.lastIndexOf('/') + 1);
        return IMAGES.contains(tag < 0 ? name : name.substring(0, tag));
    }
}
