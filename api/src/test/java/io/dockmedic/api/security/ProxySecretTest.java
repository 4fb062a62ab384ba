package io.dockmedic.api.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxySecretTest {
    private static final String SECRET = "a-secret-of-24-characters";

    @TempDir
    Path folder;

    private Path file(String text, String permissions) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    }

    @Test
    void itIsTheOneLineOfAFileThatIsClosedToOthers() throws IOException {
        assertThat(ProxySecret.read(file("\n" + SECRET + "\n", "rw-r-----"))).isEqualTo(SECRET);
        Path open = file(SECRET, "rw-r--r--");
        assertThatThrownBy(() -> ProxySecret.read(open)).hasMessageContaining("chmod 640");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "short", SECRET + " more", SECRET + "\n" + SECRET, "\u00e4-secret-of-24-characters"})
    void whatIsNoneIsRefusedWithAWayToMakeOneAndNotRepeated(String text) throws IOException {
        Path file = file(text, "rw-------");
        assertThatThrownBy(() -> ProxySecret.read(file)).hasMessageContaining("openssl rand -base64 32")
                .hasMessageNotContaining("24-characters");
    }
}
