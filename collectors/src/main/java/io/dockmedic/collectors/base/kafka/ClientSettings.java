package io.dockmedic.collectors.base.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;
import org.apache.kafka.common.config.SslConfigs;

/** A cluster in the words of Kafka's clients. */
public final class ClientSettings {
    private static final String PEM = "PEM";
    /** A broker that is away is asked for rarely, and not by all of its clients at once: Kafka spreads it by a fifth. */
    private static final int RECONNECT_MILLIS = 500;
    private static final int RECONNECT_MOST_MILLIS = 10_000;
    private static final int CONNECT_MILLIS = 5_000;

    private ClientSettings() {}

    /**
     * What consumers and producers have in common. Reads files, so it blocks.
     *
     * @param name under which the brokers know the client, in their logs and quotas
     */
    public static Map<String, Object> of(Cluster cluster, String name) throws IOException {
        Security security = cluster.security();
        Map<String, Object> settings = new HashMap<>();
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, cluster.addresses());
        settings.put(CommonClientConfigs.CLIENT_ID_CONFIG, name);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MS_CONFIG, RECONNECT_MILLIS);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, RECONNECT_MOST_MILLIS);
        settings.put(CommonClientConfigs.SOCKET_CONNECTION_SETUP_TIMEOUT_MS_CONFIG, CONNECT_MILLIS);
        // Neither numbers about our host to the brokers, nor a JMX bean for each.
        settings.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, "");
        settings.put(CommonClientConfigs.SECURITY_PROTOCOL_CONFIG,
                (security.login().isPresent() ? "SASL_" : "") + (security.encrypted()
                        ? "SSL"
                        : "PLAINTEXT"));
        security.login().ifPresent(login -> {
            settings.put(SaslConfigs.SASL_MECHANISM, login.mechanism().word());
            settings.put(SaslConfigs.SASL_JAAS_CONFIG, jaas(login));
        });
        if (security.encrypted()) {
            if (security.authorities().isPresent()) {
                settings.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, PEM);
                settings.put(SslConfigs.SSL_TRUSTSTORE_CERTIFICATES_CONFIG, text(security.authorities().get()));
            }
            if (security.identity().isPresent()) {
                settings.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, PEM);
                settings.put(SslConfigs.SSL_KEYSTORE_CERTIFICATE_CHAIN_CONFIG, text(security.identity().get().chain()));
                settings.put(SslConfigs.SSL_KEYSTORE_KEY_CONFIG, text(security.identity().get().key()));
            }
        }
        return settings;
    }

    private static String text(Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new IOException(file + " cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private static String jaas(Security.Login login) {
        String module = login.mechanism() == Security.Mechanism.PLAIN
                ? "org.apache.kafka.common.security.plain.PlainLoginModule"
                : "org.apache.kafka.common.security.scram.ScramLoginModule";
        return module + " required username=" + quoted(login.user()) + " password=" + quoted(login.password()) + ";";
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
