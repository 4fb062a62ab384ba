package io.dockmedic.collectors.gpu.amd;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file of the kernel's, which may hang for ever where what it tells of does. Replaced by tests that have no GPU. */
@FunctionalInterface
public interface SysFile {
    /** As they are. */
    SysFile REAL = file -> new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);

    /**
     * All of it.
     *
     * @throws java.nio.file.NoSuchFileException when there is none
     * @throws IOException with the kernel's reason when it is not told
     */
    String read(Path file) throws IOException;
}
