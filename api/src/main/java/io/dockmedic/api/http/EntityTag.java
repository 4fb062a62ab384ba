package io.dockmedic.api.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** Tells one answer from another. A weak one: the same may be sent compressed or not. */
final class EntityTag {
    private static final Pattern TAG = Pattern.compile("(?:W/)?\"([^\"]*)\"");
    private static final int BYTES = 16;

    private EntityTag() {}

    static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    static String of(byte[] content) {
        try {
            byte[] sum = MessageDigest.getInstance("SHA-256").digest(content);
            return "W/\"" + HexFormat.of().formatHex(sum, 0, BYTES) + "\"";
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** @param shown values of {@code If-None-Match} */
    static boolean isIn(List<String> shown, String tag) {
        String own = tag.substring(tag.indexOf('"') + 1, tag.length() - 1);
        return shown.stream()
                .anyMatch(header -> header.strip().equals("*")
                        || TAG.matcher(header).results().anyMatch(one -> one.group(1).equals(own)));
    }
}
