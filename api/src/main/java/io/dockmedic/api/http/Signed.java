package io.dockmedic.api.http;

import io.dockmedic.collectors.base.signature.Signatures;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;

/** What is sent with a signature in the place of a token, as Standard Webhooks has it. */
final class Signed {
    /** Nobody who may has signed it. */
    static final class BadException extends Exception {
        private static final long serialVersionUID = 1;
    }

    private Signed() {}

    /** Empty without a signature, or where there is a token too: then that counts. */
    static Optional<Signatures.Shown> shown(HttpServerRequest request) {
        String id = request.getHeader("webhook-id");
        String timestamp = request.getHeader("webhook-timestamp");
        String signature = request.getHeader("webhook-signature");
        return id == null || timestamp == null || signature == null || request.getHeader("Authorization") != null
                ? Optional.empty()
                : Optional.of(new Signatures.Shown(id, timestamp, signature));
    }
}
