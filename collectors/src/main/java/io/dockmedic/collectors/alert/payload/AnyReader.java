package io.dockmedic.collectors.alert.payload;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * Reads what comes without a word on its form: a CloudEvent says so itself, by its {@code specversion}; all else must be what
 * Alertmanager sends. Safe for use by several threads.
 */
public final class AnyReader {
    private final PayloadReader alerts = new PayloadReader();
    private final CloudEventReader events = new CloudEventReader();

    /** What it tells, in its order. */
    public List<? extends Incoming> read(byte[] sent) throws BadPayloadException {
        JsonNode root = SentTree.read(sent,
                "send {\"version\": \"4\", \"alerts\": […]}, or a CloudEvent: {\"specversion\": \"1.0\", …}");
        return root.has("specversion") ? events.structured(root) : alerts.read(root);
    }
}
