package io.dockmedic.api.http;

import io.dockmedic.api.security.Scope;
import io.dockmedic.collectors.base.time.SystemClock;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;

/** Requests that nobody should send, and some that are nearly right. The same seed makes the same ones, but for the time at which they are signed. */
final class Malformed {
    private static final List<String> STRANGE = List.of("", " ", "\t", "'", "\"", "<script>", "{{1/0}}", "${x}", "%",
            "%00", "%zz",
            "%2e%2e%2f", "../", "//", "?", "&", "=", ";", "\u00ff", "\ud83d\ude00", "null", "true", "-1", "1e999",
            "9223372036854775808", "[", "{", "[]", "{}", "\\u0000", "\\ud800", "1h", "99999999d", "*", "shop/*", "01K",
            "a".repeat(300));
    private static final List<String> TYPES = List.of("application/json", "application/cloudevents+json",
            "application/cloudevents-batch+json", "text/html", "application/xml", "*/*", "/", ";",
            "application/json; charset=utf-16",
            "multipart/form-data; boundary=", "application/x-www-form-urlencoded");
    private static final List<String> NAMES = List.of("Accept", "Accept-Encoding", "If-None-Match", "Origin", "Host",
            "Cookie",
            "ce-specversion", "ce-id", "ce-type", "ce-source", "ce-time", "webhook-id", "webhook-timestamp",
            "webhook-signature",
            "Content-Encoding", "Last-Event-ID", "Authorization", "X-Forwarded-For", "Range", "Expect");
    private static final List<String> BROKEN_HEADS = List.of("Content-Length: -1",
            "Content-Length: 99999999999999999999",
            "Content-Length: x", "Content-Length: 5\r\nContent-Length: 6",
            "Transfer-Encoding: chunked\r\nContent-Length: 5",
            "Transfer-Encoding: gzip", "Transfer-Encoding: chunked, chunked", "no colon here", ": no name",
            "bad name: x",
            "folded: a\r\n b", "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: x",
            "Upgrade: websocket",
            "Connection: close", "nul: \0", "long: " + "x".repeat(20_000), "Content-Length: 2000000");

    private final SplittableRandom random;
    private final List<Row> rows;

    /**
     * A request.
     *
     * @param whole whether it says where it ends, so that there is one answer to it and another one may follow
     */
    @SuppressWarnings("ArrayRecordComponent") // Compared by nobody.
    record Sent(byte[] bytes, boolean whole) {}

    Malformed(long seed, List<Row> rows) {
        this.random = new SplittableRandom(seed);
        this.rows = List.copyOf(rows);
    }

    Sent next() {
        return oneIn(12) ? broken() : whole();
    }

    private Sent whole() {
        Row row = of(rows);
        byte[] body = oneIn(6) ? strange().getBytes(StandardCharsets.UTF_8) : mangled(row.sent());
        StringBuilder head = new StringBuilder(oneIn(20)
                ? of(List.of("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "GET", "POST", "FOO"))
                : row.method());
        head.append(' ')
                .append(path(row))
                .append(" HTTP/1.1\r\nHost: ")
                .append(oneIn(20) ? line(strange()) : "127.0.0.1");
        head.append(who(row, body));
        head.append("\r\nContent-Type: ")
                .append(oneIn(3) ? of(TYPES) : row.type().isEmpty() ? TYPES.getFirst() : row.type());
        for (int more = random.nextInt(3); more > 0; more--) {
            head.append("\r\n").append(of(NAMES)).append(": ").append(line(strange()));
        }
        if (oneIn(8)) {
            return joined(head.append("\r\nTransfer-Encoding: chunked\r\n\r\n")
                    .append(Integer.toHexString(body.length))
                    .append(body.length == 0 ? "\r\n" : ";x=y\r\n"), body, body.length == 0 ? "\r\n" : "\r\n0\r\n\r\n",
                    true);
        }
        return joined(head.append("\r\nContent-Length: ").append(body.length).append("\r\n\r\n"), body, "", true);
    }

    /** A token, as a rule; what is sent may be signed instead, and a user's request come by a proxy. */
    private String who(Row row, byte[] body) {
        if (row.needs() == Scope.INGEST && oneIn(6)) {
            String now = Long.toString(new SystemClock().now().getEpochSecond());
            return "\r\nwebhook-id: a\r\nwebhook-timestamp: " + now + "\r\nwebhook-signature: "
                    + Served.SECRET.signature("a", now, body);
        }
        return switch (random.nextInt(12)) {
            case 0 -> "\r\nAuthorization: " + line(strange());
            case 1 -> "\r\nDockmedic-Proxy-Secret: " + Served.PROXY_SECRET + "\r\nX-Forwarded-User: "
                    + (oneIn(3) ? line(strange()) : "ann") + "\r\nX-Groups: " + (oneIn(3) ? line(strange()) : "ops");
            default -> "\r\nAuthorization: Bearer " + of(List.of(Scope.values())).word();
        };
    }

    /** It says wrongly where it ends, or not at all, or is no HTTP. */
    private Sent broken() {
        Row row = of(rows);
        byte[] body = mangled(row.sent());
        String start = row.method() + " " + path(row)
                + " HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer admin\r\nContent-Type: "
                + (row.type().isEmpty() ? "application/json" : row.type()) + "\r\n";
        StringBuilder head = new StringBuilder();
        return switch (random.nextInt(8)) {
            case 0 -> joined(head, noise(1 + random.nextInt(400)), "", false);
            case 1 -> joined(head.append("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), noise(60), "", false);
            case 2 -> joined(
                    head.append(start)
                            .append("Content-Length: ")
                            .append(body.length + 1 + random.nextInt(1_000))
                            .append("\r\n\r\n"),
                    body, "", false);
            case 3 -> joined(head.append(start)
                    .append("Transfer-Encoding: chunked\r\n\r\n")
                    .append(of(List.of("zz\r\n", "-1\r\n", "\r\n",
                            "ffffffffffffffff\r\n", "5\r\n"))),
                    body, "\r\n0", false);
            case 4 -> joined(head
                    .append(start.replace("HTTP/1.1", of(List.of("HTTP/1.0", "HTTP/9.9", "HTTP/x", "", "http/1.1"))))
                    .append("\r\n"), body, "", false);
            case 5 -> joined(head.append(start.replace("\r\n", of(List.of("\n", "\r", "\0\r\n")))).append("\r\n"), body,
                    "", false);
            case 6 -> joined(head.append(start, 0, random.nextInt(start.length())), new byte[0], "", false);
            default -> joined(head.append(start).append(of(BROKEN_HEADS)).append("\r\n\r\n"), body, "", false);
        };
    }

    private String path(Row row) {
        String path = oneIn(4) ? row.path().replaceAll("\\{[a-z]+}", escaped(strange())) : row.found();
        return switch (random.nextInt(8)) {
            case 0 -> path + "?" + escaped(strange()) + "=" + escaped(strange());
            case 1 ->
                path + "?" + of(List.of("limit", "state", "x", "since", "name", "format")) + "=" + escaped(strange());
            case 2 -> oneIn(10) ? path + "/" + escaped(strange()) : path;
            case 3 -> oneIn(20) ? path + "?" + "a=b&".repeat(1_000) : path;
            default -> path;
        };
    }

    /** Once percent-encoded where it would end the line, so that it is still one. */
    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (byte one : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = one > ' ' && one < 0x7f && one != '\\' && one != '$';
            escaped.append(plain ? String.valueOf((char) one) : "%%%02x".formatted(one & 0xff));
        }
        return escaped.toString();
    }

    private static String line(String text) {
        return text.replaceAll("[^\\x20-\\x7e]", "x");
    }

    private String strange() {
        return oneIn(4) ? of(STRANGE) + of(STRANGE) : of(STRANGE);
    }

    private byte[] noise(int length) {
        byte[] noise = new byte[length];
        random.nextBytes(noise);
        return noise;
    }

    /** With up to six things done to it. */
    private byte[] mangled(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        for (int left = random.nextInt(7); left > 0; left--) {
            int from = random.nextInt(bytes.length + 1);
            int to = Math.min(bytes.length, from + random.nextInt(12));
            ByteArrayOutputStream made = new ByteArrayOutputStream();
            made.write(bytes, 0, from);
            switch (random.nextInt(5)) {
                case 0 -> made.writeBytes(strange().getBytes(StandardCharsets.UTF_8));
                case 1 -> made.writeBytes(noise(1 + random.nextInt(3)));
                case 2 -> made.writeBytes(
                        (oneIn(50) ? of(List.of("[", "{\"a\":")).repeat(5_000) : "[").getBytes(StandardCharsets.UTF_8));
                case 3 -> made.write(bytes, from, to - from);
                default -> to = Math.min(bytes.length, to + 1);
            }
            int rest = random.nextInt(3) == 0 ? from : to;
            made.write(bytes, rest, bytes.length - rest);
            bytes = made.toByteArray();
        }
        return bytes;
    }

    private boolean oneIn(int many) {
        return random.nextInt(many) == 0;
    }

    private <T> T of(List<T> choice) {
        return choice.get(random.nextInt(choice.size()));
    }

    private static Sent joined(StringBuilder head, byte[] body, String end, boolean whole) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.toString().getBytes(StandardCharsets.ISO_8859_1));
        all.writeBytes(body);
        all.writeBytes(end.getBytes(StandardCharsets.ISO_8859_1));
        return new Sent(all.toByteArray(), whole);
    }
}
