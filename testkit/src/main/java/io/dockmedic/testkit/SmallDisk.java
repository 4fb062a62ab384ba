package io.dockmedic.testkit;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A disk of a few megabytes that really runs full: a tmpfs mount. */
public final class SmallDisk implements AutoCloseable {
    private final Path mount;

    private SmallDisk(Path mount) {
        this.mount = mount;
    }

    /** Mounts one at {@code dir}/disk. Needs root. */
    public static SmallDisk mount(Path dir, int megabytes) throws IOException {
        return at(dir.resolve("disk"), megabytes);
    }

    /** Mounts one there, on a folder made for it. Needs root. */
    public static SmallDisk at(Path folder, int megabytes) throws IOException {
        Path mount = Files.createDirectory(folder);
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", mount.toString());
        return new SmallDisk(mount);
    }

    /** Where a file of that name would be. */
    public Path path(String name) {
        return mount.resolve(name);
    }

    /** Leaves no room on it. */
    public void fill() throws IOException {
        byte[] block = new byte[4096];
        try (OutputStream out = Files.newOutputStream(path("ballast"))) {
            while (true) {
                out.write(block);
            }
        } catch (IOException full) {
            if (Files.getFileStore(mount).getUsableSpace() >= block.length) {
                throw full;
            }
        }
    }

    /** Makes some of the room again that {@link #fill} took. */
    public void leave(int bytes) throws IOException {
        try (FileChannel ballast = FileChannel.open(path("ballast"), StandardOpenOption.WRITE)) {
            ballast.truncate(ballast.size() - bytes);
        }
    }

    /** Makes the room again that {@link #fill} took. */
    public void empty() throws IOException {
        Files.delete(path("ballast"));
    }

    /** Remounts it. */
    public void readOnly(boolean readOnly) throws IOException {
        run("mount", "-o", "remount," + (readOnly ? "ro" : "rw"), mount.toString());
    }

    @Override
    public void close() throws IOException {
        run("umount", "-l", mount.toString());
    }

    private static void run(String... command) throws IOException {
        Process process = new ProcessBuilder(command).inheritIO().start();
        if (process.onExit().join().exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed: these tests need root");
        }
    }
}
