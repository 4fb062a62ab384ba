package io.dockmedic.collectors.base.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
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
    void whatIsOursAlone() throws IOException {
        assertThat(NativeLibrary.ours(library)).hasValue(library.toRealPath());
        assertThat(NativeLibrary.ours(data.resolve("none.so"))).isEmpty();
    }

    @Test
    void whatAnotherUserHasIsNotOurs() throws IOException {
        Files.setAttribute(library, "unix:uid", NOBODY);
        assertThat(NativeLibrary.ours(library)).isEmpty();
    }

    @Test
    void whatIsInAnotherUsersDirectoryIsNotOurs() throws IOException {
        Path inner = Files.createDirectory(data.resolve("inner"));
        Path deep = Files.writeString(inner.resolve("library.so"), "code");
        Files.setPosixFilePermissions(inner, PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(deep, PosixFilePermissions.fromString("rw-------"));
        assertThat(NativeLibrary.ours(deep)).hasValue(deep.toRealPath());
        Files.setAttribute(data, "unix:uid", NOBODY);
        assertThat(NativeLibrary.ours(library)).isEmpty();
        assertThat(NativeLibrary.ours(deep)).isEmpty();
    }

    @Test
    void whatOthersMayWriteIsNotOurs() throws IOException {
        modes("rwxr-xr-x", "rw-rw-r--");
        assertThat(NativeLibrary.ours(library)).isEmpty();
        modes("rwxr-xrwx", "rw-r--r--");
        assertThat(NativeLibrary.ours(library)).isEmpty();
        Files.setAttribute(data, "unix:mode", 01777);
        assertThat(NativeLibrary.ours(library)).as("in a sticky directory").hasValue(library.toRealPath());
    }

    @Test
    void aLinkIsTakenForWhatItLeadsToAndIsNotPartOfTheWay() throws IOException {
        Path link = Files.createSymbolicLink(dir.resolve("link"), data);
        Files.setAttribute(link, "unix:uid", NOBODY, LinkOption.NOFOLLOW_LINKS);
        assertThat(NativeLibrary.ours(link.resolve("library.so"))).hasValue(library.toRealPath());
    }

    private void modes(String directory, String file) throws IOException {
        Files.setPosixFilePermissions(data, PosixFilePermissions.fromString(directory));
        Files.setPosixFilePermissions(library, PosixFilePermissions.fromString(file));
    }
}
