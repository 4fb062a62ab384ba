package io.dockmedic.remediation.action.http;

import io.dockmedic.remediation.action.allowed.Allowed;
import io.dockmedic.remediation.action.place.Filling;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A call over HTTP that the owner allows. Of an address that is a secret only the host is ever shown, of the headers nothing.
 *
 * @param name        as rules write it
 * @param method      of HTTP
 * @param url         absolute; in its path and its query there may be places
 * @param headers     by name, besides those that each call has
 * @param body        text, in which there may be places; empty for none
 * @param timeout     how long it may take, from 1 s to 1 h
 * @param expected    what it may be answered with; empty for any 2xx
 * @param authorities certificates, in PEM, of who vouches for who is called; empty where those that the JVM trusts do
 * @param secrets     the address and those values of headers that are secrets
 */
public record HttpCall(String name, String method, String url, Map<String, String> headers, String body,
        Duration timeout, Set<Integer> expected, Optional<String> authorities, Set<String> secrets) implements Allowed {
    /** The header that is no secret, and would be missed in what is shown of an answer. */
    public static final String CONTENT_TYPE = "Content-Type";

    /** With the scheme and the port. */
    private static final Pattern HOST = Pattern.compile("https?://[^/?#]*");
    private static final int SHOWN_BYTES = 6;

    public HttpCall {
        headers = Map.copyOf(headers);
        expected = Set.copyOf(expected);
        secrets = Set.copyOf(secrets);
    }

    /** With the container's name and id in their places; empty where they are none. */
    Optional<HttpCall> of(String container, String id) {
        return Filling.of(container, id)
                .map(filling -> new HttpCall(name, method, filling.in(url), headers, filling.in(body), timeout,
                        expected, authorities,
                        secrets.stream().map(filling::in).collect(Collectors.toSet())));
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
        return method + " " + told();
    }

    /** As much of the address as is no secret. */
    private String told() {
        return secrets.contains(url) ? HOST.matcher(url).results().map(MatchResult::group).findFirst().orElse("") : url;
    }

    /**
     * Another one for a call in which anything else is sent, or to elsewhere, or expected. Of secrets there is nothing in it: who sees it
     * could try them against it.
     */
    String fingerprint() {
        List<String> parts = new ArrayList<>(List.of(method, told(), body, new TreeSet<>(expected).toString(),
                authorities.orElse("")));
        new TreeMap<>(headers).forEach((header, value) -> {
            parts.add(header);
            parts.add(secrets.contains(value) ? "" : value);
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

    @Override
    public String toString() {
        return name + " at " + host();
    }
}
