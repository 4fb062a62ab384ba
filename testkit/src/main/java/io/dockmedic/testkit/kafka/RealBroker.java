package io.dockmedic.testkit.kafka;

import io.dockmedic.testkit.Certificates;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * A broker that is a cluster of its own, in a process of its own, so that it can be killed. It listens at two ports: one for
 * everybody, and one that wants a login; and, when it has certificates, at one that wants one too, and at one over TLS that wants a
 * password of SCRAM. Its folder outlives it; starting it again is a restart.
 */
public final class RealBroker implements AutoCloseable {
    /** Whom the guarded port lets in. */
    public static final String USER = "dockmedic";
    /** With what. */
    public static final String PASSWORD = "broker \"secret\"";

    private static final String SCRAM = "org.apache.kafka.common.security.scram.ScramLoginModule required;";
    private static final int PATIENCE_SECONDS = 120;

    private final Path folder;
    private final int open;
    private final int guarded;
    private final int mutual;
    private final int secure;
    private Optional<Process> process = Optional.empty();

    /**
     * Starts nothing yet.
     *
     * @param folder of its data and log; it need not exist
     */
    public RealBroker(Path folder) {
        this(folder, false);
    }

    /** @param certificates whether it has some: these are {@link Certificates} in its folder */
    public RealBroker(Path folder, boolean certificates) {
        this.folder = folder;
        int[] ports = freePorts();
        open = ports[0];
        guarded = ports[1];
        mutual = ports[3];
        secure = ports[4];
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("broker.properties"),
                    """
                            process.roles=broker,controller
                            node.id=1
                            controller.quorum.voters=1@127.0.0.1:%3$d
                            listeners=OPEN://127.0.0.1:%1$d,GUARDED://127.0.0.1:%2$d,CONTROLLER://127.0.0.1:%3$d%8$s
                            advertised.listeners=OPEN://127.0.0.1:%1$d,GUARDED://127.0.0.1:%2$d%8$s
                            controller.listener.names=CONTROLLER
                            inter.broker.listener.name=OPEN
                            listener.security.protocol.map=CONTROLLER:PLAINTEXT,OPEN:PLAINTEXT,GUARDED:SASL_PLAINTEXT,MUTUAL:SSL,SECURE:SASL_SSL
                            listener.name.guarded.sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-256,SCRAM-SHA-512
                            listener.name.guarded.scram-sha-256.sasl.jaas.config=%9$s
                            listener.name.guarded.scram-sha-512.sasl.jaas.config=%9$s
                            listener.name.guarded.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule \\
                              required user_%4$s=%5$s;
                            log.dirs=%6$s
                            auto.create.topics.enable=false
                            offsets.topic.num.partitions=1
                            offsets.topic.replication.factor=1
                            transaction.state.log.num.partitions=1
                            transaction.state.log.replication.factor=1
                            transaction.state.log.min.isr=1
                            share.coordinator.state.topic.num.partitions=1
                            share.coordinator.state.topic.replication.factor=1
                            group.initial.rebalance.delay.ms=0
                            log.cleaner.dedupe.buffer.size=2097152
                            num.network.threads=1
                            num.io.threads=2
                            background.threads=2
                            %7$s
                            """
                            .formatted(open, guarded, ports[2], USER,
                                    '"' + PASSWORD.replace("\"", "\\\\\"") + '"', folder.resolve("data"),
                                    certificates ? certified() : "",
                                    certificates
                                            ? ",MUTUAL://127.0.0.1:" + mutual + ",SECURE://127.0.0.1:" + secure
                                            : "",
                                    SCRAM));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String certified() throws IOException {
        Certificates.in(folder);
        Files.writeString(folder.resolve("server-both.pem"),
                Files.readString(folder.resolve("server-key.pem")) + Files.readString(folder.resolve("server.pem")));
        return """
                listener.name.mutual.ssl.client.auth=required
                listener.name.mutual.ssl.keystore.type=PEM
                listener.name.mutual.ssl.keystore.location=%1$s/server-both.pem
                listener.name.mutual.ssl.truststore.type=PEM
                listener.name.mutual.ssl.truststore.location=%1$s/ca.pem
                listener.name.secure.ssl.keystore.type=PEM
                listener.name.secure.ssl.keystore.location=%1$s/server-both.pem
                listener.name.secure.sasl.enabled.mechanisms=SCRAM-SHA-512
                listener.name.secure.scram-sha-512.sasl.jaas.config=%2$s
                """.formatted(folder, SCRAM);
    }

    /** Starts it, and waits until both ports are open. */
    public RealBroker start() {
        // The test's own way of logging is not the broker's.
        String classes = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.contains("logback"))
                .collect(Collectors.joining(File.pathSeparator));
        try {
            Process fresh = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                    "--sun-misc-unsafe-memory-access=allow", "--enable-native-access=ALL-UNNAMED",
                    "-cp", classes, BrokerMain.class.getName(), folder.resolve("broker.properties").toString())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("log").toFile()))
                    .start();
            process = Optional.of(fresh);
            awaitOpen(fresh, open);
            awaitOpen(fresh, guarded);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where everybody is let in. */
    public String open() {
        return "127.0.0.1:" + open;
    }

    /** Where {@link #USER} is let in. */
    public String guarded() {
        return "127.0.0.1:" + guarded;
    }

    /** Where who shows a certificate is let in. */
    public String withCertificate() {
        return "127.0.0.1:" + mutual;
    }

    /** Where, over TLS, whoever {@link BrokerTalk#scram} made is let in. */
    public String secure() {
        return "127.0.0.1:" + secure;
    }

    /** SIGKILL, and waits for the end. */
    public void kill() {
        process.ifPresent(running -> {
            running.destroyForcibly();
            try {
                running.waitFor();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted", e);
            }
        });
        process = Optional.empty();
    }

    @Override
    public void close() {
        kill();
    }

    private void awaitOpen(Process running, int port) throws IOException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!connects(port)) {
            if (!running.isAlive() || System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        "the broker does not start: " + Files.readString(folder.resolve("log")));
            }
            pause();
        }
    }

    private static boolean connects(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private static int[] freePorts() {
        try (ServerSocket one = new ServerSocket(0);
                ServerSocket two = new ServerSocket(0);
                ServerSocket three = new ServerSocket(0);
                ServerSocket four = new ServerSocket(0);
                ServerSocket five = new ServerSocket(0)) {
            return new int[]{one.getLocalPort(), two.getLocalPort(), three.getLocalPort(), four.getLocalPort(),
                    five.getLocalPort()};
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
