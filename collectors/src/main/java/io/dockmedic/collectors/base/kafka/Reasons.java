package io.dockmedic.collectors.base.kafka;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;

/** Why a client of Kafka failed, in a person's words. */
public final class Reasons {
    private Reasons() {}

    /** One line. Never a password: Kafka's messages have none. */
    public static String of(Throwable failure) {
        Throwable cause = failure;
        // "Failed to construct kafka consumer" says nothing; what is below it does.
        while (cause.getCause() != null && (isWrapper(cause) || cause.getMessage() == null)) {
            cause = cause.getCause();
        }
        String message = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        return switch (cause) {
            case SslAuthenticationException tls -> "TLS with the brokers failed: " + message;
            case AuthenticationException login -> "the brokers do not let us in: " + message;
            case AuthorizationException denied -> "the brokers do not allow it: " + message;
            case TimeoutException late -> "the brokers do not answer: " + message;
            default -> cause.getClass().getSimpleName() + ": " + message;
        };
    }

    private static boolean isWrapper(Throwable failure) {
        return failure.getClass().equals(org.apache.kafka.common.KafkaException.class);
    }
}
