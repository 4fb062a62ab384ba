import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Scanner;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One act of the program before a scripted engine, so that its start-up cache knows what a working day needs: it finds
 * a container, sees it die, restarts it, is asked over HTTP what happened, and stops at SIGTERM. Run from source:
 * {@code java deploy/Rehearsal.java FOLDER PROGRAM}; ends with 0 when all of that happened.
 */
class Rehearsal {
    private static final String ID = "0123456789abcdef".repeat(4);
    private static final String IMAGE = "sha256:" + ID;
    private static final long LIMIT_SECONDS = 90;

    private final Path folder;
    private final CountDownLatch watched = new CountDownLatch(1);
    private final CountDownLatch restarted = new CountDownLatch(1);
    private volatile boolean running = true;
    private volatile OutputStream events = OutputStream.nullOutputStream();

    private Rehearsal(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] arguments) throws Exception {
        new Rehearsal(Path.of(arguments[0])).play(arguments[1]);
        System.exit(0);
    }

    private void play(String program) throws Exception {
        Path socket = folder.resolve("docker.sock");
        ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(socket));
        Thread.ofVirtual().start(() -> serve(engine));
        int port = freePort();
        Path config = Files.writeString(folder.resolve("dockmedic.yml"), """
                engine: {address: "unix://%s"}
                listen: 127.0.0.1:%d
                data_directory: %s/data
                runtime_directory: %s/run
                settle: 1s
                """.formatted(socket, port, folder, folder));
        ProcessBuilder start = new ProcessBuilder(program, "serve", "--config", config.toString()).inheritIO();
        start.environment().keySet().removeIf(name -> name.startsWith("DOCKER_"));
        Process process = start.start();
        try {
            within(watched, "the program does not watch the engine");
            String address = "http://127.0.0.1:" + port;
            until(address + "/-/ready", process);
            die();
            within(restarted, "the program does not restart the container");
            read(address + "/metrics", "text/plain;version=0.0.4");
            read(address + "/metrics", "application/openmetrics-text;version=1.0.0");
            read(address + "/api/v1/incidents", "application/json");
            read(address + "/", "text/html");
            process.destroy();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("the program does not stop");
            }
        } finally {
            process.destroyForcibly();
        }
    }

    private void serve(ServerSocketChannel engine) {
        try {
            while (true) {
                SocketChannel client = engine.accept();
                Thread.ofVirtual().start(() -> answer(client));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void answer(SocketChannel client) {
        try {
            InputStream from = Channels.newInputStream(client);
            OutputStream to = Channels.newOutputStream(client);
            String request = head(from).lines().findFirst().orElse("");
            if (request.contains("/events?")) {
                events = to;
                send(to, "200 OK", "Transfer-Encoding: chunked\r\n", "");
                watched.countDown();
                return; // It stays open: the stream lasts as long as the act.
            }
            if (request.matches("POST .*/(re)?start[ ?].*")) {
                happened("start", "");
                happened("restart", "");
                running = true;
                send(to, "204 No Content", "", "");
                restarted.countDown();
            } else {
                send(to, "200 OK", "", body(request));
            }
            client.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void die() throws IOException {
        running = false;
        happened("die", "\"exitCode\":\"1\",");
    }

    private void happened(String action, String attribute) throws IOException {
        Instant now = Instant.now();
        String event = """
                {"Type":"container","Action":"%s","Actor":{"ID":"%s","Attributes":{%s"dockmedic.heal":"true",\
                "image":"web:1","name":"web"}},"scope":"local","time":%d,"timeNano":%d%09d}
                """.formatted(action, ID, attribute, now.getEpochSecond(), now.getEpochSecond(), now.getNano());
        events.write((Integer.toHexString(event.length()) + "\r\n" + event + "\r\n").getBytes(StandardCharsets.UTF_8));
        events.flush();
    }

    private String body(String request) {
        if (request.contains("/_ping")) {
            return "OK";
        }
        if (request.contains("/info")) {
            return """
                    {"ID":"rehearsal","ServerVersion":"20.10.24","Name":"rehearsal","OSType":"linux"}""";
        }
        if (request.contains("/containers/json")) {
            return """
                    [{"Id":"%s","Names":["/web"],"Image":"web:1","ImageID":"%s","Command":"web","Created":1700000000,\
                    "Labels":{"dockmedic.heal":"true"},"State":"running","Status":"Up"}]""".formatted(ID, IMAGE);
        }
        return inspect();
    }

    private String inspect() {
        return """
                {"Id":"%s","Created":"2026-01-01T00:00:00.000000000Z","Path":"web","Args":[],\
                "State":{"Status":"%s","Running":%s,"Paused":false,"Restarting":false,"OOMKilled":false,"Dead":false,\
                "Pid":%d,"ExitCode":%d,"Error":"","StartedAt":"2026-01-01T00:00:00.000000000Z",\
                "FinishedAt":"0001-01-01T00:00:00Z"},"Image":"%s","Name":"/web","RestartCount":0,"Driver":"overlay2",\
                "HostConfig":{"NetworkMode":"bridge","RestartPolicy":{"Name":"no","MaximumRetryCount":0},\
                "AutoRemove":false,"Memory":0},"Mounts":[],"Config":{"Hostname":"web","Tty":false,"Env":null,\
                "Cmd":["web"],"Image":"web:1","Labels":{"dockmedic.heal":"true"}},"NetworkSettings":{"Networks":{}}}"""
                .formatted(ID, running ? "running" : "exited", running, running ? 1000 : 0, running ? 0 : 1, IMAGE);
    }

    private static void send(OutputStream to, String status, String fields, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String length = fields.isEmpty() ? "Content-Length: " + bytes.length + "\r\n" : fields;
        to.write(("HTTP/1.1 " + status + "\r\nApi-Version: 1.41\r\nContent-Type: application/json\r\nConnection: close\r\n"
                + length + "\r\n").getBytes(StandardCharsets.US_ASCII));
        to.write(bytes);
        to.flush();
    }

    /** A request's line and fields. No request of this act has a body. */
    private static String head(InputStream from) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = from.read();
            if (next < 0) {
                break;
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static void until(String address, Process process) throws Exception {
        Instant end = Instant.now().plusSeconds(LIMIT_SECONDS);
        while (!ready(address)) {
            if (process.waitFor(50, TimeUnit.MILLISECONDS) || Instant.now().isAfter(end)) {
                throw new IllegalStateException("the program does not get ready");
            }
        }
    }

    private static boolean ready(String address) {
        try {
            return get(address, "*/*") == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void read(String address, String accept) throws IOException {
        int status = get(address, accept);
        if (status != 200) {
            throw new IllegalStateException(address + " answers " + status);
        }
    }

    private static int get(String address, String accept) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) URI.create(address).toURL().openConnection();
        connection.setRequestProperty("Accept", accept);
        int status = connection.getResponseCode();
        if (status == 200) {
            try (Scanner all = new Scanner(connection.getInputStream(), StandardCharsets.UTF_8)) {
                all.useDelimiter("\\A").hasNext();
            }
        }
        connection.disconnect();
        return status;
    }

    private static void within(CountDownLatch latch, String otherwise) throws InterruptedException {
        if (!latch.await(LIMIT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(otherwise);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
