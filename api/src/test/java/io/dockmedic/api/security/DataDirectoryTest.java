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
    void whatCannotBeAFolderIsSaidPlainly() throws IOException {
        Path file = Files.createFile(folder.resolve("f"));

        assertThatThrownBy(() -> DataDirectory.prepare(file.resolve("x")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("set data_directory to a folder of this user");
    }
}
