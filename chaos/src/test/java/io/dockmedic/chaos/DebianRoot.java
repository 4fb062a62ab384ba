package io.dockmedic.chaos;

import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/** A Debian in a folder of its own, as {@code deploy/debian-root} has got it; nothing in it runs but what is asked for. */
final class DebianRoot {
    /** In the environment: the folder that {@code deploy/debian-root} has printed. */
    private static final String FOLDER = "DOCKMEDIC_DEBIAN";

    private final Path root;

    /** A copy of it. */
    DebianRoot(Path folder) {
        Path from = Path.of(System.getenv().getOrDefault(FOLDER, "/nowhere"));
        if (!Files.isDirectory(from.resolve("var/lib/dpkg"))) {
            throw new IllegalStateException("this test needs a Debian in a folder, and there is none in " + from
                    + "; get it with: export " + FOLDER + "=$(deploy/debian-root)");
        }
        root = folder.resolve("root");
        Command.run(Map.of(), List.of("cp", "--archive", from.toString(), root.toString())).orFail();
    }

    /** A file of it, by its path in it. */
    Path file(String path) {
        return root.resolve(path.substring(1));
    }

    /** Puts a file into its {@code /root}. */
    void take(Path file, String name) throws IOException {
        Files.copy(file, root.resolve("root").resolve(name));
    }

    /** What a shell in it does as root; its mounts end with it, and nobody answers questions. */
    Finished sh(String script) {
        return Command.run(Map.of("ROOT", root.toString(), "SCRIPT", script, "LC_ALL", "C.UTF-8", "PATH",
                "/usr/sbin:/usr/bin:/sbin:/bin",
                "DEBIAN_FRONTEND", "noninteractive"),
                List.of("unshare", "--mount", "sh", "-c",
                        "mount -t proc proc \"$ROOT/proc\" && mount -t tmpfs tmpfs \"$ROOT/run\" && mount -t tmpfs tmpfs \"$ROOT/tmp\""
                                + " && exec chroot \"$ROOT\" sh -ec \"$SCRIPT\" </dev/null"));
    }

    /** Whether systemd would start the service at the next boot, in systemd's words. */
    String enabled() {
        return systemctl("is-enabled").text().strip();
    }

    /** Has the host's systemctl do something to the service in it. */
    Finished systemctl(String verb) {
        return Command.run(Map.of(), List.of("systemctl", "--root=" + root, verb, "dockmedic.service"));
    }

    /** All that is in it, but for what dpkg and adduser write down of themselves. */
    NavigableSet<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            NavigableSet<String> found = new TreeSet<>();
            files.map(file -> "/" + root.relativize(file))
                    .filter(file -> !file.startsWith("/var/lib/dpkg/") && !file.startsWith("/root/"))
                    .forEach(found::add);
            return found;
        }
    }
}
