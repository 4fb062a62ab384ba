package io.dockmedic.collectors.base.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk of a few megabytes that really runs full: a tmpfs mount. */
final class SmallDisk implements AutoCloseable {
    private final Path mount;

    private SmallDisk(Path mount) {
        this.mount = mount;
    }

    static SmallDisk mount(Path dir, int megabytes) throws IOException {
        Path mount = Files.createDirectory(dir.resolve("disk"));
        run("mount", "-t", "tmpfs", "-o", "size=" + megabytes + "m", "tmpfs", mount.toString());
        return new SmallDisk(mount);
    }

    Path path(String name) {
        return mount.resolve(name);
    }

    void fill() throws IOException {
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

    void empty() throws IOException {
        Files.delete(path("ballast"));
    }

    void readOnly(boolean readOnly) throws IOException {
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
