package io.dockmedic.collectors.gpu.amd;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;

/** Files of the kernel's, which may hang for ever where what they tell of does. Replaced by tests that have no GPU. */
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

    /**
     * Writes to one that there is, in one piece.
     *
     * @throws IOException with the kernel's reason when it does not take it
     */
    default void write(Path file, String text) throws IOException {
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.WRITE)) {
            out.write(text.getBytes(StandardCharsets.US_ASCII));
        }
    }

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
