package io.dockmedic.collectors.gpu.amd;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Reads a file of the kernel's, which may hang for ever where what it tells of does. Replaced by tests that have no GPU. */
@FunctionalInterface
public interface SysFile {
    /** As they are. */
    SysFile REAL = file -> {
        try (InputStream in = Files.newInputStream(file)) {
            return all(in);
        }
    };

    /**
     * All of it.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     * @throws IOException with the kernel's reason when it is not told
     */
    String read(Path file) throws IOException;

    /** All of it, asked for in pieces that hold a line: some files tell whole lines only, and nothing to who asks for less. */
    static String all(InputStream in) throws IOException {
        int line = 4_096;
        int most = 1 << 20;
        byte[] bytes = new byte[2 * line];
        int size = 0;
        while (size < most) {
            if (bytes.length - size < line) {
                bytes = Arrays.copyOf(bytes, 2 * bytes.length);
            }
            int read = in.read(bytes, size, bytes.length - size);
            if (read <= 0) {
                break;
            }
            size += read;
        }
        return new String(bytes, 0, size, StandardCharsets.ISO_8859_1);
    }
}
