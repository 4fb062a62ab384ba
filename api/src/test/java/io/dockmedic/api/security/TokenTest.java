package io.dockmedic.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenTest {
    @TempDir
    Path folder;

    @Test
    void theFirstStartMakesATokenThatOnlyItsOwnerCanRead() throws IOException {
        Path file = folder.resolve("token");

        Token token = Token.at(file);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(Files.readString(file).strip()).matches("[A-Za-z0-9_-]{43}");
        assertThat(token.matches(Files.readString(file).strip())).isTrue();
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
    }

    @Test
    void laterStartsKeepIt() throws IOException {
        Path file = folder.resolve("token");
        Token.at(file);
        String first = Files.readString(file);

        assertThat(Token.at(file).matches(first.strip())).isTrue();
        assertThat(Files.readString(file)).isEqualTo(first);
    }

    @Test
    void nothingElseMatches() throws IOException {
        Token token = Token.at(folder.resolve("token"));

        assertThat(token.matches("")).isFalse();
        assertThat(token.matches("x".repeat(43))).isFalse();
    }

    @Test
    void aTokenThatOthersCanReadIsRefused() throws IOException {
        Path file = folder.resolve("token");
        Token.at(file);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> Token.at(file)).isInstanceOf(IOException.class).hasMessageContaining("chmod 600");
    }

    @Test
    void anEmptyTokenFileIsRefused() throws IOException {
        Path file = folder.resolve("token");
        Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));

        assertThatThrownBy(() -> Token.at(file)).isInstanceOf(IOException.class).hasMessageContaining("holds no token");
    }
}
