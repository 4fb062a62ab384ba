package io.dockmedic.rules.file;

import io.dockmedic.rules.expression.Names;
import io.dockmedic.rules.yaml.YamlMap;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeMap;

/** A short hash of what gives meaning to a rule's remembered state. */
final class Fingerprint {
    /** Texts and remedies may change while an incident lasts. */
    private static final Set<String> WITHOUT_TIME = Set.of("labels", "annotations", "remedy");

    private static final int BYTES = 8;

    private Fingerprint() {}

    /**
     * @param exceptions what its {@code unless} mean; empty without any
     * @param names      that its expressions may use
     */
    static String of(YamlMap rule, String exceptions, Names names) {
        TreeMap<String, String> parts = new TreeMap<>();
        StringBuilder expressions = new StringBuilder(exceptions);
        if (!exceptions.isEmpty()) {
            parts.put("unless.means", exceptions);
        }
        rule.entries().forEach((key, value) -> {
            if (!WITHOUT_TIME.contains(key)) {
                parts.put(key, value.canonical());
                expressions.append(key.equals("unless") ? "" : value.canonical()).append(' ');
            }
        });
        String meaning = names.meaning(expressions.toString());
        if (!meaning.isEmpty()) {
            parts.put("names.mean", meaning);
        }
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(parts.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
