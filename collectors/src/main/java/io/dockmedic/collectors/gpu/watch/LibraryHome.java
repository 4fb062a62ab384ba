package io.dockmedic.collectors.gpu.watch;

import io.dockmedic.collectors.base.self.OwnContainer;
import io.dockmedic.collectors.host.mount.MountTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Whose a library is. In a container the host's are mounted from there, one by one by NVIDIA's container toolkit, or as a folder;
 * what lies on the container's own file system came with its image. Reads files.
 */
final class LibraryHome {
    private static final String GONE = "//deleted";

    private final Path root;

    /** Where it lies. */
    enum Whose {
        /** On the machine, as far as can be seen. */
        HOST,
        /** In the image of the container we run in. */
        IMAGE,
        /** It was the machine's when our container began, which has another one since. */
        REPLACED
    }

    /** @param root of the machine's files */
    LibraryHome(Path root) {
        this.root = root;
    }

    /** @param file without links */
    Whose of(String file) {
        if (file.isEmpty() || !OwnContainer.inside(root)) {
            return Whose.HOST;
        }
        try {
            return MountTable.read(Files.readAllLines(root.resolve("proc/self/mountinfo")))
                    .of(file)
                    .map(mount -> mount.point().equals("/")
                            ? Whose.IMAGE
                            : mount.root().endsWith(GONE) ? Whose.REPLACED : Whose.HOST)
                    .orElse(Whose.HOST);
        } catch (IOException notSeen) {
            return Whose.HOST;
        }
    }
}
