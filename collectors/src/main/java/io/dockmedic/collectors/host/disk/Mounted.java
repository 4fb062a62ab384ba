package io.dockmedic.collectors.host.disk;

import io.dockmedic.collectors.host.mount.MountTable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which file systems the places that matter are on. The kernel lists every container's own file system among the mounts, so the
 * list is long; it is taken apart only when it is another one than before. It is read at each look: that a file system refuses
 * writes after an error may be said nowhere else. For one thread at a time.
 */
final class Mounted {
    private final Path mountinfo;
    private final Watched watched = new Watched();
    private byte[] list = new byte[0];
    private @Nullable Places known;
    private MountTable mounts = MountTable.read(List.of());
    private List<Filesystem> matter = List.of();

    /** @param mountinfo what the kernel lists as mounted */
    Mounted(Path mountinfo) {
        this.mountinfo = mountinfo;
    }

    /** Those to be asked now. */
    List<Filesystem> now(Places places, Instant now) throws IOException {
        byte[] read = Files.readAllBytes(mountinfo);
        boolean same = Arrays.equals(read, list);
        if (!same) {
            // A path that is not UTF-8 is one that nobody asks for, not the end of the list.
            mounts = MountTable.read(new String(read, StandardCharsets.UTF_8).lines().toList());
            list = read;
        }
        if (!same || !places.equals(known)) {
            matter = Filesystems.of(mounts, places);
            known = places;
        }
        return watched.now(matter,
                before -> mounts.of(before.mountpoint())
                        .filter(there -> there.device().equals(before.id()))
                        .isPresent(),
                now);
    }
}
