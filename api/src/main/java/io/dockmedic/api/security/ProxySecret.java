package io.dockmedic.api.security;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** What a reverse proxy shows, so that nobody else on its machine can pose as it. */
public final class ProxySecret {
    private static final int SHORTEST = 24;

    private ProxySecret() {}

    /**
     * The one line of a file that others cannot read. Blocks.
     *
     * @throws IOException with a message that says what to do
     */
    public static String read(Path file) throws IOException {
        List<String> lines = SecretFile.lines(file)
                .stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .toList();
        if (lines.size() != 1 || !lines.getFirst().matches("[\\x21-\\x7e]{" + SHORTEST + ",}")) {
            throw new IOException(file + " holds no secret: that is one word of at least " + SHORTEST
                    + " visible characters; make one: openssl rand -base64 32");
        }
        return lines.getFirst();
    }
}
