package io.dockmedic.collectors.base.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Code is loaded only where nobody else can have put it. Needs root, who alone can give files away. */
class NativeLibraryTest {
    private static final Integer NOBODY = 65_534;

    @TempDir
    Path dir;

    private Path data;
    private Path library;

    @BeforeEach
    void keep() throws IOException {
        data = Files.createDirectory(dir.resolve("data"));
        library = Files.writeString(data.resolve("library.so"), "code");
        modes("rwxr-xr-x", "rw-r--r--");
    }

    @Test
    void whatIsOursAlone() {
        assertThat(NativeLibrary.isOurs(library)).isTrue();
        assertThat(NativeLibrary.isOurs(data.resolve("none.so"))).isFalse();
    }

    @Test
    void whatAnotherUserHasIsNotOurs() throws IOException {
        Files.setAttribute(library, "unix:uid", NOBODY);
        assertThat(NativeLibrary.isOurs(library)).isFalse();
    }

    @Test
    void whatIsInAnotherUsersDirectoryIsNotOurs() throws IOException {
        Path inner = Files.createDirectory(data.resolve("inner"));
        Path deep = Files.writeString(inner.resolve("library.so"), "code");
        Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(deep, PosixFilePermissions.fromString("rw-------"));
        assertThat(NativeLibrary.isOurs(deep)).isTrue();
        Files.setAttribute(data, "unix:uid", NOBODY);
        assertThat(NativeLibrary.isOurs(library)).isFalse();
        assertThat(NativeLibrary.isOurs(deep)).isFalse();
    }

    @Test
    void whatOthersMayWriteIsNotOurs() throws IOException {
        modes("rwxr-xr-x", "rw-rw-r--");
        assertThat(NativeLibrary.isOurs(library)).isFalse();
        modes("rwxr-xrwx", "rw-r--r--");
        assertThat(NativeLibrary.isOurs(library)).isFalse();
        Files.setAttribute(data, "unix:mode", 01777);
        assertThat(NativeLibrary.isOurs(library)).as("in a sticky directory").isTrue();
    }

    private void modes(String directory, String file) throws IOException {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString(directory));
        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString(file));
    }
}
