package io.dockmedic.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that were given away. */
class TokenFileTest {
    /** Of the text {@code test}. */
    private static final String HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("tokens"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    }

    @Test
    void eachIsGoodForItsScopes() throws IOException {
        List<Grant> grants = TokenFile.read(file("# mine\n\nprometheus read " + HASH + "\nops  ingest,operate  "
                + "0".repeat(64) + "\n"));
        assertThat(grants).extracting(Grant::name).containsExactly("prometheus", "ops");
        Access access = new Access(Token.at(folder.resolve("token")), grants);
        assertThat(access.of("test")).hasValueSatisfying(grant -> assertThat(grant.name()).isEqualTo("prometheus"));
        assertThat(access.of(HASH)).as("the hash is no token").isEmpty();
        assertThat(access.of("")).isEmpty();
        assertThat(access.of(Files.readString(folder.resolve("token")).strip()))
                .hasValueSatisfying(owner -> assertThat(Scope.values()).allMatch(owner::covers));
        assertThat(grants.get(0).covers(Scope.READ)).isTrue();
        assertThat(grants.get(0).covers(Scope.INGEST)).isFalse();
        assertThat(grants.get(1).covers(Scope.READ)).isTrue();
        assertThat(grants.get(1).covers(Scope.ADMIN)).isFalse();
        assertThat(new Grant("x", Set.of(Scope.INGEST), HASH).covers(Scope.READ)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "prometheus read|:1: not a token; a line is NAME SCOPE SHA256",
            "prometheus read HASHx|:1: not a token",
            "a read HASH;a read HASH|:2: two tokens are named a",
            "owner read HASH|:1: owner is who has the token of the data directory",
            "a write HASH|:1: there is no scope write; there are read, ingest, operate, admin",
    })
    void whatIsNoneIsToldAtItsPlace(String lines, String said) throws IOException {
        Path file = file(lines.replace(";", "\n").replace("HASH", HASH));
        assertThatThrownBy(() -> TokenFile.read(file)).isInstanceOf(IOException.class)
                .hasMessageContaining(file + said);
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rwx------"})
    void oneThatOthersCanGetAtIsRefused(String mode) throws IOException {
        Path file = file("");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        assertThatThrownBy(() -> TokenFile.read(file)).hasMessageContaining("chmod 640 " + file);
        assertThatThrownBy(() -> TokenFile.read(folder.resolve("none"))).hasMessageContaining("none cannot be used");
    }
}
