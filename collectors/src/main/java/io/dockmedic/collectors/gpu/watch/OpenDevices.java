package io.dockmedic.collectors.gpu.watch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;

/** Which of NVIDIA's devices this process has open, whatever the library says it has closed. Reads files. */
final class OpenDevices {
    private static final Path OURS = Path.of("/proc/self/fd");

    private OpenDevices() {}

    /** @param root of the machine's files */
    static List<String> nvidias(Path root) {
        String start = root.resolve("dev/nvidia").toString();
        TreeSet<String> open = new TreeSet<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(OURS)) {
            for (Path one : all) {
                String target = target(one);
                if (target.startsWith(start)) {
                    open.add(target);
                }
            }
        } catch (IOException notShown) {
            return List.of();
        }
        return List.copyOf(open);
    }

    private static String target(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString();
        } catch (IOException closed) {
            return "";
        }
    }
}
