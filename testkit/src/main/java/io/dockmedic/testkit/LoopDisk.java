package io.dockmedic.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * A real ext4 of a few megabytes: a file, loop-mounted, that goes read-only on an error. Needs root. {@link #close}
 * leaves nothing behind.
 */
public final class LoopDisk implements AutoCloseable {
    private final Path image;
    private final Path mount;

    private LoopDisk(Path image, Path mount) {
        this.image = image;
        this.mount = mount;
    }

    /**
     * Makes one and mounts it at {@code dir}/NAME.
     *
     * @param inodes how many files it can have; rounded up to what ext4 can do
     */
    public static LoopDisk mount(Path dir, String name, int megabytes, int inodes) throws IOException {
        Path image = dir.resolve(name + ".img");
        run("truncate", "--size=" + megabytes + "M", image.toString());
        run("mkfs.ext4", "-q", "-F", "-e", "remount-ro", "-m", "0", "-N", Integer.toString(inodes), image.toString());
        Path mount = Files.createDirectory(dir.resolve(name));
        run("mount", "-o", "loop", image.toString(), mount.toString());
        return new LoopDisk(image, mount);
    }

    /** Where it is mounted. */
    public Path root() {
        return mount;
    }

    /** Where a file of that name would be. */
    public Path path(String name) {
        return mount.resolve(name);
    }

    /** Writes a file until so much of what users can have is used. */
    public void fillTo(int percent) throws IOException {
        byte[] block = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(path("ballast"))) {
            while (used() < percent) {
                out.write(block);
            }
        }
    }

    /** Leaves no room on it, not for a byte. */
    public void fill() throws IOException {
        for (int size = 64 * 1024; size > 0; size /= 16) {
            byte[] block = new byte[size];
            try (OutputStream out = Files.newOutputStream(path("ballast"), StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND, StandardOpenOption.SYNC)) {
                while (true) {
                    out.write(block);
                }
            } catch (IOException full) {
                if (Files.getFileStore(mount).getUsableSpace() >= size + 4096) {
                    throw full;
                }
            }
        }
    }

    /** Makes the room again that {@link #fill} or {@link #fillTo} took. */
    public void empty() throws IOException {
        Files.delete(path("ballast"));
    }

    /** Makes empty files until so many percent of its inodes are used. */
    public void fillInodesTo(int percent) throws IOException {
        long all = Long.parseLong(text("stat", "--file-system", "--format=%c", mount.toString()));
        long left = Long.parseLong(text("stat", "--file-system", "--format=%d", mount.toString()));
        Path folder = Files.createDirectory(path("many"));
        for (long used = all - left; used * 100 < all * percent; used++) {
            Files.createFile(folder.resolve(Long.toString(used)));
        }
    }

    /** Makes the kernel find an error in it, on which it takes no more writes. */
    public void breakIt() throws IOException {
        String device = Path.of(text("findmnt", "--noheadings", "--output=SOURCE", mount.toString()))
                .getFileName()
                .toString();
        Files.writeString(Path.of("/sys/fs/ext4", device, "trigger_fs_error"), "1");
    }

    /** Takes it away, as one that is not there after a boot; where it was mounted is an empty folder. */
    public void unmount() {
        run("umount", mount.toString());
    }

    /** After {@link #unmount}. */
    public void mountAgain() {
        run("mount", "-o", "loop", image.toString(), mount.toString());
    }

    /** Remounts it, as its owner would. */
    public void readOnly() {
        run("mount", "-o", "remount,ro", mount.toString());
    }

    /** So many percent of what users can have are used. */
    public double used() throws IOException {
        long size = Files.getFileStore(mount).getTotalSpace();
        return 100.0 * (size - Files.getFileStore(mount).getUsableSpace()) / size;
    }

    /** With what an engine that was killed has left mounted below. */
    @Override
    public void close() throws IOException {
        run("umount", "--recursive", mount.toString());
        Files.delete(mount);
        Files.delete(image);
    }

    private static void run(String... command) {
        Command.run(Map.of(), List.of(command)).orFail();
    }

    private static String text(String... command) {
        return Command.run(Map.of(), List.of(command)).orFail().text();
    }
}
