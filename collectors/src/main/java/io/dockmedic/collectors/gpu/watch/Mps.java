package io.dockmedic.collectors.gpu.watch;

/**
 * NVIDIA's Multi-Process Service: one server on the GPU for many programs, which are its clients. The server is none of a container's
 * programs, whoever started it: it ends with a fault of any client, and all of them with it.
 */
final class Mps {
    /** Of {@code nvidia-cuda-mps-server} the kernel shows 15 characters. A program may call itself so: it is then nobody's. */
    private static final String SERVER = "nvidia-cuda-mps";

    private Mps() {}

    /** Whether a process of that name is the server. */
    static boolean isServer(String name) {
        return name.startsWith(SERVER);
    }
}
