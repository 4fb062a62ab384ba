package io.dockmedic.collectors.gpu.mark;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.testkit.Command;
import io.dockmedic.testkit.Finished;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script in docs/gpu.md that looks for GPUs that are well, with an {@code nvidia-smi} that knows three. */
class GpuMarkScriptTest {
    private static final String FOLDER = "marks=/run/dockmedic/gpus\n";
    private static final String FIRST = "GPU-5a1c3d2b-7a1f-9e0c-4b6d-8f0a2c4e6081";
    private static final String SECOND = "GPU-6a1c3d2b-7a1f-9e0c-4b6d-8f0a2c4e6081";
    private static final String THIRD = "GPU-7a1c3d2b-7a1f-9e0c-4b6d-8f0a2c4e6081";

    @TempDir
    Path dir;

    @BeforeEach
    void anNvidiaSmi() throws IOException {
        Files.createDirectory(dir.resolve("gpus"));
        Path smi = Files.writeString(dir.resolve("nvidia-smi"), """
                #!/bin/sh
                [ "$*" = "--query-gpu=uuid,pci.bus_id --format=csv,noheader" ] || exit 2
                echo "%s, 00000000:18:00.0"
                echo "%s, 00000000:AF:00.0"
                echo "%s, 0000C001:18:00.0"
                """.formatted(FIRST, SECOND, THIRD));
        Files.setPosixFilePermissions(smi, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** What is well, before anything would be begun on it. */
    private Finished looks() throws IOException {
        String page = Files.readString(Path.of("../docs/gpu.md"));
        int begin = page.indexOf(FOLDER);
        assertThat(begin).isNotNegative();
        String script = page.substring(begin + FOLDER.length(), page.indexOf("docker run", begin));
        return Command.run(Map.of("PATH", dir + ":" + System.getenv("PATH"), "marks", dir.resolve("gpus").toString()),
                List.of("sh", "-c", script + "echo \"$well\""));
    }

    private void marked(String name) throws IOException {
        Files.createFile(dir.resolve("gpus").resolve(name));
    }

    @Test
    void allAreWellWhereNothingIsMarked() throws IOException {
        assertThat(looks().orFail().text()).isEqualTo(FIRST + "," + SECOND + "," + THIRD);
    }

    @Test
    void aMarkCountsByTheUuidAndByThePlaceAsWeWriteIt() throws IOException {
        marked(FIRST);
        assertThat(looks().orFail().text()).isEqualTo(SECOND + "," + THIRD);
        marked("0000:af:00.0");
        assertThat(looks().orFail().text()).isEqualTo(THIRD);
        marked("c001:18:00.0");
        assertThat(looks().exitCode()).as("none is well").isEqualTo(1);
    }
}
