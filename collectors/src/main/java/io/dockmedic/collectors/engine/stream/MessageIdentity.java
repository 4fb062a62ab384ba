package io.dockmedic.collectors.engine.stream;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/** A short name for a message, the same for the same message live and replayed. */
final class MessageIdentity {
    private static final int BYTES = 16;

    private MessageIdentity() {}

    /** A digest of stamp, type, action, id and all attributes, as 32 hex digits. */
    static String of(EngineMessage message) {
        MessageDigest digest = sha256();
        add(digest, message.stamp().toString());
        add(digest, message.type());
        add(digest, message.action());
        add(digest, message.id());
        for (Map.Entry<String, String> attribute : new TreeMap<>(message.attributes()).entrySet()) {
            add(digest, attribute.getKey());
            add(digest, attribute.getValue());
        }
        return HexFormat.of().formatHex(digest.digest(), 0, BYTES);
    }

    private static void add(MessageDigest digest, String part) {
        digest.update(part.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
