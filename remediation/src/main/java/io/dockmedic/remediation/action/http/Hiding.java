package io.dockmedic.remediation.action.http;

import io.dockmedic.remediation.action.place.Filling;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Comparator;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of an answer what of the call is a secret: who answers may send it back, whole or in parts. Parts are what stands between
 * marks in the address and in the values of headers; the name and the password of Basic are parts, too.
 */
final class Hiding {
    private static final String HIDDEN = "[redacted]";
    private static final Pattern HOST = Pattern.compile("^https?://[^/?#]*");
    private static final Pattern MARKS = Pattern.compile("[^\\p{L}\\p{N}_-]+");
    /** What is shorter stands in words that have nothing to do with it. */
    private static final int SHORTEST = 4;
    /** From here on it is hidden also within a longer word. */
    private static final int LONG = 8;
    private static final Set<String> SCHEMES = Set.of("basic", "bearer", "token", "digest", "http", "https");

    /** Null where there is nothing to hide. */
    private final @Nullable Pattern parts;

    private Hiding(@Nullable Pattern parts) {
        this.parts = parts;
    }

    /** @param call as the owner wrote it: what comes into its places is no secret */
    static Hiding of(HttpCall call) {
        String any = call.secrets()
                .stream()
                .map(secret -> HOST.matcher(secret).replaceFirst(""))
                .map(secret -> secret.replace(Filling.CONTAINER, " ").replace(Filling.ID, " "))
                .flatMap(Hiding::forms)
                .flatMap(form -> Stream.concat(Stream.of(form.strip()), MARKS.splitAsStream(form)))
                .filter(part -> part.length() >= SHORTEST && !SCHEMES.contains(part.toLowerCase(Locale.ROOT)))
                .distinct()
                // One may be part of another.
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(part -> part.length() < LONG
                        ? "(?<![\\p{L}\\p{N}])" + Pattern.quote(part) + "(?![\\p{L}\\p{N}])"
                        : Pattern.quote(part))
                .collect(Collectors.joining("|"));
        return new Hiding(any.isEmpty() ? null : Pattern.compile(any));
    }

    /** As it is, as an address has it decoded, and what Basic says in it. */
    private static Stream<String> forms(String secret) {
        return Stream.of(Stream.of(secret), decoded(secret), basic(secret)).flatMap(form -> form);
    }

    private static Stream<String> decoded(String secret) {
        try {
            return Stream.of(URLDecoder.decode(secret, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException none) {
            return Stream.empty();
        }
    }

    private static Stream<String> basic(String secret) {
        String[] words = secret.strip().split(" +", -1);
        if (words.length != 2 || !words[0].equalsIgnoreCase("basic")) {
            return Stream.empty();
        }
        try {
            return Stream.of(new String(Base64.getDecoder().decode(words[1]), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException none) {
            return Stream.empty();
        }
    }

    /** A line of an answer without any of it. */
    String in(String line) {
        return parts == null ? line : parts.matcher(line).replaceAll(HIDDEN);
    }
}
