package io.dockmedic.remediation.action.http;

import io.dockmedic.remediation.action.place.Filling;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A call over HTTP that the owner allows. Its address and its headers may be secrets: of the address only the host is ever shown, of
 * the headers nothing.
 *
 * @param name        as rules write it
 * @param method      of HTTP
 * @param url         absolute; in its path and its query there may be places
 * @param headers     by name, besides those that each call has
 * @param body        text, in which there may be places; empty for none
 * @param timeout     how long it may take, from 1 s to 1 h
 * @param expected    what it may be answered with; empty for any 2xx
 * @param authorities certificates, in PEM, of who vouches for who is called; empty where those that the JVM trusts do
 */
public record HttpCall(String name, String method, String url, Map<String, String> headers, String body,
        Duration timeout, Set<Integer> expected, Optional<Path> authorities) {
    /** The header that is no secret, and would be missed in what is shown of an answer. */
    public static final String CONTENT_TYPE = "Content-Type";

    private static final Pattern HOST = Pattern.compile("https?://[^/?#]*");
    private static final String HIDDEN = "[redacted]";
    /** What is shorter is the name of a scheme, as {@code Bearer}, or stands in words that have nothing to do with it. */
    private static final int SECRET = 7;
    private static final int SHOWN_BYTES = 6;

    public HttpCall {
        headers = Map.copyOf(headers);
        expected = Set.copyOf(expected);
    }

    /** With the container's name and id in their places; empty where they are none. */
    Optional<HttpCall> of(String container, String id) {
        return Filling.of(container, id)
                .map(filling -> new HttpCall(name, method, filling.in(url), headers, filling.in(body), timeout,
                        expected, authorities));
    }

    /** An address of that text with something in its places. */
    public static String sample(String url) {
        return url.replace(Filling.CONTAINER, "c").replace(Filling.ID, "0");
    }

    /** The host that is called. */
    String host() {
        return String.valueOf(URI.create(sample(url)).getHost());
    }

    /** Whether it is what was wanted of it. */
    boolean expects(int status) {
        return expected.isEmpty() ? status >= 200 && status < 300 : expected.contains(status);
    }

    /** As who approves it is shown it. */
    String shown() {
        return method + " " + host();
    }

    /** Another one for a call in which anything else is sent, or to elsewhere, or expected; what that is is not seen in it. */
    String fingerprint() {
        List<String> parts = new ArrayList<>(List.of(method, url, body, new TreeSet<>(expected).toString(),
                authorities.map(Path::toString).orElse("")));
        new TreeMap<>(headers).forEach((header, value) -> {
            parts.add(header);
            parts.add(value);
        });
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            parts.forEach(
                    part -> digest.update((part.length() + ":" + part + "\n").getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest(), 0, SHOWN_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /** A line of an answer without what of this call may be a secret: who answers may send it back. */
    String hides(String line) {
        String text = line;
        for (String secret : secrets()) {
            text = text.replace(secret, HIDDEN);
        }
        return text;
    }

    /** The longest first: one may be part of another. */
    private List<String> secrets() {
        Stream<String> ofHeaders = headers.entrySet()
                .stream()
                .filter(header -> !header.getKey().equalsIgnoreCase(CONTENT_TYPE))
                .map(Map.Entry::getValue)
                .flatMap(value -> Stream.concat(Stream.of(value), Stream.of(value.split(" ", -1))));
        Stream<String> ofAddress = Stream.of(url, HOST.matcher(url).replaceFirst(""));
        return Stream.concat(ofHeaders, ofAddress)
                .filter(text -> text.length() >= SECRET)
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    @Override
    public String toString() {
        return name + " at " + host();
    }
}
