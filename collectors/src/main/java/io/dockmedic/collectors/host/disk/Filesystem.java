package io.dockmedic.collectors.host.disk;

import java.util.Set;

/**
 * A file system that matters.
 *
 * @param id             major and minor number, {@code 8:1}
 * @param mountpoint     one of its mount points, the one that shows most of it
 * @param device         what is mounted, {@code /dev/sda1}
 * @param type           {@code ext4}
 * @param roles          at least one
 * @param turnedReadOnly the file system refuses writes though it was mounted for writing: the kernel did that after an
 *                       error, nobody asked for it
 */
public record Filesystem(
        String id, String mountpoint, String device, String type, Set<Role> roles, boolean turnedReadOnly) {
    public Filesystem {
        roles = Set.copyOf(roles);
    }
}
