package io.dockmedic.collectors.host.kernel;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Records of real kernels, as {@code /dev/kmsg} gave them. */
final class Lines {
    private Lines() {}

    static List<String> of(String file) {
        try {
            return Files.readAllLines(Path.of("src/test/resources/kmsg", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without what stands before the text. */
    static List<String> texts(String file) {
        return of(file).stream().map(line -> KernelLine.parse(line).orElseThrow().text()).toList();
    }
}
