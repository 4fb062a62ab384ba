package io.dockmedic.api.doctor.fact;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.host.disk.Usage;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MachineLooksTest {
    private static final String CONTAINED = """
            1 0 0:50 / / rw - overlay overlay rw
            2 1 8:1 /var/lib/docker/containers /var/lib/docker/containers ro - ext4 /dev/sda1 rw
            3 1 8:2 / /data ro - ext4 /dev/sda2 rw
            """;

    @TempDir
    Path root;

    private MachineLooks looks() {
        return new MachineLooks(root, path -> new Usage(10, 5, 4, 0, 0, false));
    }

    @Test
    void aDataDirectoryThatIsNotThereIsNotMade() throws IOException {
        Path data = root.resolve("a/b/data");

        DataLook look = looks().data(data);

        assertThat(look).matches(seen -> !seen.there() && seen.writable() && seen.trouble().isEmpty());
        assertThat(look.room()).hasValue(4);
        assertThat(root.resolve("a")).doesNotExist();
    }

    @Test
    void aDataDirectoryThatServeWouldRefuseSaysWhy() throws IOException {
        assertThat(looks().data(Files.writeString(root.resolve("file"), "")).trouble()).isEqualTo("it is no folder");
        Path shared = Files.createDirectory(root.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-xr-x"));
        assertThat(looks().data(shared).trouble()).isEmpty();
        Files.writeString(shared.resolve("theirs"), "");
        assertThat(looks().data(shared).trouble()).contains("files that are not Dockmedic's");
    }

    @Test
    void reloadsOfSystemdAreSeenByItsOwnFile() throws IOException {
        assertThat(looks().reloads()).isEqualTo(new ReloadLook(false, false));
        Files.createDirectories(root.resolve("run/systemd/system"));
        assertThat(looks().reloads()).isEqualTo(new ReloadLook(true, false));
        Files.writeString(root.resolve("run/systemd/systemd-units-load"), "");
        assertThat(looks().reloads()).isEqualTo(new ReloadLook(true, true));
    }

    @Test
    void inAContainerADiskIsSeenOnlyWhereItIsMountedUnderItsOwnPath() throws IOException {
        Files.createDirectories(root.resolve("proc/self"));
        Files.writeString(root.resolve("proc/self/mountinfo"), CONTAINED);

        DiskLook look = looks().disks("/var/lib/docker", List.of(), true);

        assertThat(look.shown()).isFalse();
        assertThat(look.usage()).isPresent();
        assertThat(looks().disks("/data/docker", List.of(), true).shown()).isTrue();
        assertThat(looks().disks("/var/lib/docker", List.of(), false).shown()).isTrue();
    }

    @Test
    void aKernelLogThatIsNotThereSaysWhy() throws IOException {
        Files.createDirectories(root.resolve("proc/sys/kernel"));
        Files.writeString(root.resolve("proc/sys/kernel/dmesg_restrict"), "1\n");

        assertThat(looks().kernelLog()).matches(look -> look.restricted())
                .extracting(KernelLogLook::trouble)
                .asString()
                .contains("dev/kmsg cannot be opened");
    }

    @Test
    void aSocketIsToldFromWhatStandsInItsPlace() throws IOException {
        Path socket = root.resolve("s");
        try (ServerSocketChannel open = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            open.bind(UnixDomainSocketAddress.of(socket));
            assertThat(SocketFile.at(socket).seen()).isEqualTo(SocketFile.Seen.SOCKET);
            assertThat(SocketFile.at(socket).mode()).hasSize(9);
        }
        assertThat(SocketFile.at(root).seen()).isEqualTo(SocketFile.Seen.SOMETHING_ELSE);
        assertThat(SocketFile.at(root.resolve("none")).seen()).isEqualTo(SocketFile.Seen.NOTHING);
    }
}
