package io.dockmedic.collectors.gpu.nvml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LibraryFileTest {
    @TempDir
    private Path root;

    @Test
    void itIsWhereTheOwnerSaysElseBelowTheDriversRootElseWhereTheSystemFindsIt() throws IOException {
        LibraryFile below = new LibraryFile("", root);
        assertThatThrownBy(below::find).isInstanceOf(IOException.class)
                .hasMessage("there is no libnvidia-ml.so.1 below " + root + " (gpu.driver_root), in usr/lib64,"
                        + " usr/lib/x86_64-linux-gnu, usr/lib/aarch64-linux-gnu and the like");
        Path debians = installed("usr/lib/x86_64-linux-gnu/nvidia/current");
        assertThat(below.find()).as("installed since").isEqualTo(debians.toString());
        Path fedoras = installed("usr/lib64");
        assertThat(below.find()).isEqualTo(fedoras.toString());
        assertThat(new LibraryFile("/opt/nvml.so", root).find()).isEqualTo("/opt/nvml.so");
        assertThat(LibraryFile.USUAL.find()).isEqualTo("libnvidia-ml.so.1");
    }

    private Path installed(String folder) throws IOException {
        return Files.createFile(Files.createDirectories(root.resolve(folder)).resolve("libnvidia-ml.so.1"));
    }

    @Test
    void theFileThatWasLoadedIsSeenWhereItIsMapped() throws IOException {
        List<String> maps = List.of("7f00-7f01 r--p 00000000 08:01 1 /usr/lib/x86_64-linux-gnu/libnvidia-ml-other.so.1",
                "7f02-7f03 rw-p 00000000 00:00 0 ",
                "7f04-7f05 r-xp 00000000 08:01 2 /usr/lib/x86_64-linux-gnu/libnvidia-ml.so.550.54.15 (deleted)");
        assertThat(Mapped.file("libnvidia-ml.so.1", maps)).isEqualTo(
                "/usr/lib/x86_64-linux-gnu/libnvidia-ml.so.550.54.15");
        assertThat(Mapped.file("/usr/lib/libnvidia-ml.so.550.54.15", maps)).isEmpty();
        Path file = Files.createFile(root.resolve("a.so.5"));
        Path link = Files.createSymbolicLink(root.resolve("a.so.1"), file);
        assertThat(Mapped.file(link.toString(), List.of("7f04-7f05 r-xp 00000000 08:01 2 " + file))).isEqualTo(
                file.toString());
        assertThat(Mapped.file("libc.so.6")).as("of this program").contains("libc.so");
    }
}
