package io.dockmedic.api.security;

import io.dockmedic.collectors.base.signature.SigningSecret;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the secrets with which what is sent to us may be signed. */
public final class SigningFile {
    private SigningFile() {}

    /**
     * The secrets of a file, a line each: {@code whsec_} and 24 bytes or more in base64; at least one. Blocks.
     *
     * @throws IOException with a message that says what to do
     */
    public static List<SigningSecret> read(Path file) throws IOException {
        List<SigningSecret> secrets = new ArrayList<>();
        for (String line : SecretFile.lines(file)) {
            if (!line.isBlank()) {
                secrets.add(SigningSecret.parse(line.strip())
                        .orElseThrow(() -> new IOException(
                                file + " holds what is no secret; " + SigningSecret.HINT)));
            }
        }
        if (secrets.isEmpty()) {
            throw new IOException(file + " holds no secret; " + SigningSecret.HINT);
        }
        return secrets;
    }
}
