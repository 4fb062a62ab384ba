package io.dockmedic.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    Path folder;

    @Test
    void isClosedToOthersWhetherNewOrNot() throws IOException {
        Path directory = folder.resolve("a/b");
        DataDirectory.prepare(directory);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory))).isEqualTo("rwx------");

        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        DataDirectory.prepare(directory);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory))).isEqualTo("rwx------");
    }

    @Test
    void aFolderOfOthersIsLeftAsItIs() throws IOException {
        Path directory = Files.createDirectory(folder.resolve("lib"));
        Files.createDirectory(directory.resolve("dpkg"));
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));

        assertThatThrownBy(() -> DataDirectory.prepare(directory))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("not Dockmedic's");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory))).isEqualTo("rwxr-xr-x");

        Files.createFile(directory.resolve("token"));
        assertThat(DataDirectory.prepare(directory)).isEqualTo(directory);
    }

    @Test
    void whatCannotBeAFolderIsSaidPlainly() throws IOException {
        Path file = Files.createFile(folder.resolve("f"));

        assertThatThrownBy(() -> DataDirectory.prepare(file.resolve("x")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("set data_directory to a folder of this user");
    }
}
