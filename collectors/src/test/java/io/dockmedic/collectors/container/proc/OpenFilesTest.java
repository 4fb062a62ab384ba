package io.dockmedic.collectors.container.proc;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.container.kernel.KernelFiles;
import io.dockmedic.collectors.container.reading.Processes;
import io.dockmedic.collectors.container.reading.Processes.Descriptors;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenFilesTest {
    private static final Path PROC = Path.of("/proc");

    @TempDir
    private Path folder;

    private final KernelFiles files = new KernelFiles(0);

    /** A process as {@code /proc} shows it. */
    private void process(int pid, int open, String limit) throws IOException {
        Path descriptors = Files.createDirectories(folder.resolve(pid + "/fd"));
        for (int i = 0; i < open; i++) {
            Files.createFile(descriptors.resolve(Integer.toString(i)));
        }
        limit(pid, limit);
    }

    private void limit(int pid, String limit) throws IOException {
        Files.writeString(folder.resolve(pid + "/limits"), """
                Limit                     Soft Limit           Hard Limit           Units
                Max cpu time              unlimited            unlimited            seconds
                Max open files            %-20s 1048576              files
                """.formatted(limit));
    }

    private OpenFiles inFolder() {
        return new OpenFiles(folder, files, OpenFiles.counted(folder));
    }

    @Test
    void bothWaysToCountAgree() throws Exception {
        int self = (int) ProcessHandle.current().pid();
        OpenFiles oneByOne = new OpenFiles(PROC, files, false);
        List<FileInputStream> held = new ArrayList<>();
        try {
            long before = oneByOne.of(self).descriptors().orElseThrow();
            for (int i = 0; i < 100; i++) {
                held.add(new FileInputStream("/dev/null"));
            }
            long after = oneByOne.of(self).descriptors().orElseThrow();
            assertThat(after - before).isBetween(90L, 110L);
            if (OpenFiles.counted(PROC)) {
                // The folder itself is open while it is looked through.
                assertThat(new OpenFiles(PROC, files, true).of(self).descriptors().orElseThrow())
                        .isBetween(after - 10, after + 10);
            }
        } finally {
            for (FileInputStream one : held) {
                one.close();
            }
        }
    }

    @Test
    void theProcessNearestToItsLimitIsTold() throws Exception {
        process(1, 30, "1048576");
        process(7, 58, "64");
        process(8, 20, "unlimited");
        assertThat(inFolder().of(1, 7, 8, 99)).as("99 has ended meanwhile")
                .isEqualTo(new Processes(4, OptionalLong.of(108), new Descriptors(58, 64)));
        assertThat(inFolder().of(8)).isEqualTo(new Processes(1, OptionalLong.of(20), null));
        assertThat(inFolder().of(99)).isEqualTo(new Processes(1, OptionalLong.empty(), null));
    }

    /** As the part of sshd that nobody has logged in to yet has it. */
    @Test
    void whoHasGivenUpOpeningFilesIsNotNearALimit() throws Exception {
        process(1, 30, "1024");
        process(7, 6, "1");
        process(8, 63, "63");
        assertThat(inFolder().of(1, 7, 8).nearest()).isEqualTo(new Descriptors(30, 1024));
    }

    @Test
    void aLimitThatIsRaisedIsSeenAtOnceWhereItWasNearAndLaterWhereNot() throws Exception {
        process(7, 58, "64");
        OpenFiles open = inFolder();
        open.of(7);
        limit(7, "1000");
        assertThat(open.of(7).nearest()).isEqualTo(new Descriptors(58, 1000));
        limit(7, "2000");
        for (int i = 0; i < 2; i++) {
            assertThat(open.of(7).nearest()).isEqualTo(new Descriptors(58, 1000));
        }
        assertThat(open.of(7).nearest()).isEqualTo(new Descriptors(58, 2000));
    }

    @Test
    void allHaveTheirTurn() throws Exception {
        int[] pids = IntStream.rangeClosed(1, 300).toArray();
        for (int pid : pids) {
            process(pid, 1, "1024");
        }
        OpenFiles open = inFolder();
        assertThat(open.of(pids).descriptors()).hasValue(241);
        assertThat(open.of(pids).descriptors()).hasValue(300);
        assertThat(open.of(IntStream.rangeClosed(1, 200).toArray()).descriptors()).as("what is gone is forgotten")
                .hasValue(200);
    }

    @Test
    void whatTakesLongIsPaidForByTheRoundsAfter() throws Exception {
        process(1, 9000, "65536");
        process(2, 1, "1024");
        OpenFiles open = inFolder();
        assertThat(open.of(1, 2).descriptors()).hasValue(9000);
        assertThat(open.of(1, 2).descriptors()).as("nothing was looked at").hasValue(9000);
        assertThat(open.of(1, 2).descriptors()).hasValue(9001);
    }
}
