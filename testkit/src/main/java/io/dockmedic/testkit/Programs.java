package io.dockmedic.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Finds the programs a private engine needs, or says the line that installs them. A missing one is never a skip. */
final class Programs {
    private static final String INSTALL = "apt-get install -y --no-install-recommends docker.io busybox-static";

    private Programs() {}

    /** The engine. */
    static Path dockerd() {
        return find("dockerd", List.of("/usr/sbin", "/usr/bin", "/usr/local/bin"));
    }

    /** The command line; the distribution's own is preferred, since it fits the distribution's engine. */
    static Path docker() {
        return find("docker", List.of("/usr/bin", "/usr/local/bin"));
    }

    /** Podman; {@code deploy/engines} installs it. */
    static Path podman() {
        return find("podman", List.of("/usr/bin", "/usr/local/bin"));
    }

    /** A busybox that needs no libraries. */
    static Path busybox() {
        return find("busybox", List.of("/bin", "/usr/bin"));
    }

    /** Writes a small file, with the folder it is in. */
    static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path find(String name, List<String> first) {
        List<String> folders = new ArrayList<>(first);
        folders.addAll(List.of(System.getenv().getOrDefault("PATH", "").split(":")));
        for (String folder : folders) {
            Path candidate = Path.of(folder, name);
            if (!folder.isEmpty() && Files.isExecutable(candidate)) {
                return candidate;
            }
        }
        throw new IllegalStateException("tests need " + name + ", which is not here; install it with: "
                + (name.equals("podman") ? "deploy/engines" : INSTALL));
    }
}
