package io.dockmedic.collectors.gpu.mark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dockmedic.collectors.event.Gpu;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GpuMarksTest {
    private static final Gpu GPU = new Gpu(3, "nvidia", "0000:18:00.0", "GPU-1", "H100");
    private static final Gpu OTHER = new Gpu(4, "nvidia", "0000:19:00.0", "GPU-2", "H100");

    @TempDir
    Path dir;

    private static GpuMark ours(Gpu gpu, String why) {
        return GpuMark.of(gpu, new GpuMark.Cause(Instant.parse("2026-11-01T10:00:00.5Z"),
                List.of("GpuNeedsReset", "GpuStuck"), List.of("i1", "i2"), List.of("train", "serve"), why));
    }

    private GpuMarks marks() {
        return GpuMarks.in(dir);
    }

    @Test
    void whatIsWrittenEverybodyMayReadAndItIsReadAsItWas() throws IOException {
        GpuMark mark = ours(GPU, "it needs\na reset: a=b");
        GpuMarks marks = marks();
        marks.change(List.of(mark), List.of());
        assertThat(marks.latest()).containsExactly(mark);
        assertThat(marks().read()).containsExactly(mark);
        assertThat(mark.ours()).isTrue();
        assertThat(mark.incidents()).containsExactly("i1", "i2");
        assertThat(mark.rules()).containsExactly("GpuNeedsReset", "GpuStuck");
        assertThat(mark.containers()).containsExactly("train", "serve");
        assertThat(mark.since()).isEqualTo("2026-11-01T10:00:00Z");
        assertThat(mark.why()).as("one line").isEqualTo("it needs a reset: a=b");
        Path file = dir.resolve("gpus/GPU-1");
        assertThat(marks.file(mark)).isEqualTo(file);
        assertThat(file).content()
                .isEqualTo("""
                        by=dockmedic
                        uuid=GPU-1
                        pci=0000:18:00.0
                        index=3
                        vendor=nvidia
                        since=2026-11-01T10:00:00Z
                        rules=GpuNeedsReset GpuStuck
                        incidents=i1 i2
                        containers=train serve
                        why=it needs a reset: a=b
                        """);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-r--r--");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(dir.resolve("gpus"))))
                .isEqualTo("rwxr-xr-x");
        assertThat(dir.resolve("gpus").toFile().list()).as("nothing is left over").containsExactly("GPU-1");
    }

    @Test
    void aPersonsMayBeCalledAsTheyCallTheGpu() throws IOException {
        Path folder = Files.createDirectory(dir.resolve("gpus"));
        for (String name : List.of("GPU-1", "gpu-1", "00000000:18:00.0", "0000:18:00.0", "18:00.0")) {
            Path file = Files.createFile(folder.resolve(name));
            GpuMarks marks = marks();
            marks.read();
            assertThat(marks.on(GPU)).as(name).hasValueSatisfying(mark -> assertThat(mark.ours()).isFalse());
            assertThat(marks.on(OTHER)).as(name).isEmpty();
            Files.delete(file);
        }
        Files.writeString(folder.resolve("broken"), "by=ann\nuuid=GPU-2\nwhy=a fan\nincidents=i1\nno line of a key\n");
        GpuMarks marks = marks();
        marks.read();
        assertThat(marks.on(OTHER)).hasValueSatisfying(mark -> {
            assertThat(mark.ours()).isFalse();
            assertThat(mark.by()).isEqualTo("ann");
            assertThat(mark.why()).isEqualTo("a fan");
        });
    }

    @Test
    void aCopyOfOursIsWhoeverCopiedItsAndOnTheGpuThatItIsCalledBy() throws IOException {
        GpuMarks marks = marks();
        marks.change(List.of(ours(GPU, "a reset")), List.of());
        Files.copy(dir.resolve("gpus/GPU-1"), dir.resolve("gpus/GPU-2"));
        marks.read();
        assertThat(marks.on(OTHER)).hasValueSatisfying(mark -> assertThat(mark.ours()).isFalse());
        Files.delete(dir.resolve("gpus/GPU-1"));
        marks.read();
        assertThat(marks.on(GPU)).as("no script finds it").isEmpty();
        assertThat(ours(Gpu.at("nvidia", "0000:18:00.0"), "a reset").ours()).as("called by its place").isTrue();
    }

    @Test
    void anythingMayBeThere() throws IOException {
        assertThat(marks().read()).as("no folder").isEmpty();
        Path folder = Files.createDirectory(dir.resolve("gpus"));
        Files.createDirectory(folder.resolve("a-folder"));
        Files.createFile(folder.resolve(".GPU-1"));
        Files.write(folder.resolve("bytes"), new byte[]{(byte) 0xff, 0, 10, '='});
        Files.write(folder.resolve("large"), new byte[70_000]);
        Files.createSymbolicLink(folder.resolve("nowhere"), dir.resolve("none"));
        assertThat(marks().read()).extracting(GpuMark::name).containsExactly("bytes", "large", "nowhere");
    }

    @Test
    void whatCannotBeWrittenStandsInTheWayOfNothingElse() throws IOException {
        GpuMarks marks = marks();
        marks.change(List.of(ours(GPU, "")), List.of());
        Files.createDirectories(dir.resolve("gpus/GPU-2/full"));
        assertThatThrownBy(() -> marks.change(List.of(ours(OTHER, "")), List.of("GPU-1")))
                .isInstanceOf(IOException.class);
        assertThat(dir.resolve("gpus/GPU-1")).doesNotExist();
        assertThat(marks.latest()).isEmpty();
    }

    @Test
    void aFileIsCalledByWhatIsKnownOfTheGpuAndByNothingElse() {
        assertThat(GpuMark.nameOf(GPU)).hasValue("GPU-1");
        assertThat(GpuMark.nameOf(Gpu.at("amd", "0000:0c:00.0"))).hasValue("0000:0c:00.0");
        for (String wrong : List.of("", "../GPU", ".hidden", "a/b", "a b", "a\nb")) {
            assertThat(GpuMark.nameOf(new Gpu(0, "nvidia", wrong, wrong, ""))).as(wrong).isEmpty();
        }
        assertThat(new GpuMark("x", Map.of("pci", "")).on(new Gpu(0, "nvidia", "", "", ""))).isFalse();
    }
}
