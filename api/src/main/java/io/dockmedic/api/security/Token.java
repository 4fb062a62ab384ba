package io.dockmedic.api.security;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Set;

/** The secret a change over HTTP must show: 32 random bytes, base64url, in a file that only its owner can read. */
public final class Token {
    private static final int BYTES = 32;
    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY = PosixFilePermissions
            .asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private final byte[] expected;

    private Token(String expected) {
        this.expected = expected.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads the token, or makes one at the first start. Blocks on the file.
     *
     * @throws IOException when the file cannot be read or made, can be read by others, or holds no token
     */
    public static Token at(Path file) throws IOException {
        try {
            byte[] random = new byte[BYTES];
            new SecureRandom().nextBytes(random);
            String made = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            Path whole = Files.createTempFile(file.toAbsolutePath().getParent(), "token", ".new", OWNER_ONLY);
            try {
                Files.writeString(whole, made + "\n", StandardOpenOption.SYNC);
                // A link appears whole or not at all, and never replaces a token that is there.
                Files.createLink(file, whole);
            } finally {
                Files.delete(whole);
            }
        } catch (FileAlreadyExistsException kept) {
            // The token of an earlier start.
        }
        return read(file);
    }

    private static Token read(Path file) throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!Set.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE).containsAll(permissions)) {
            throw new IOException(file + " can be read by others than its owner: chmod 600 " + file);
        }
        String token = Files.readString(file).strip();
        if (token.length() < BYTES) {
            throw new IOException(file + " holds no token; remove it and a new one is made");
        }
        return new Token(token);
    }

    /** Whether {@code shown} is the token; takes the same time wherever they differ. */
    public boolean matches(String shown) {
        return MessageDigest.isEqual(expected, shown.getBytes(StandardCharsets.UTF_8));
    }
}
