package io.dockmedic.api.http;

import io.dockmedic.api.security.Scope;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An endpoint of the table of all there are, with what is sent to it and what is answered.
 *
 * @param needs   the scope; null for what is open
 * @param type    of what is sent; empty when nothing is
 * @param sent    what is taken
 * @param status  of the answer to that
 * @param bad     statuses that are right when what is sent is none
 * @param strange statuses that are right when it is of another type
 * @param most    bytes that may be sent
 */
record Row(String method, String path, @Nullable Scope needs, String type, String sent, int status,
        Set<Integer> bad,
        Set<Integer> strange, int most) {
    private static final int SMALL = 64 << 10;
    private static final String JSON = "application/json";
    private static final String ALERT = "{\"version\": \"4\", \"alerts\": [{\"status\": \"firing\","
            + " \"labels\": {\"alertname\": \"x\"}, \"startsAt\": \"2026-11-01T10:00:00Z\"}]}";
    private static final String EVENT = "{\"specversion\": \"1.0\", \"source\": \"s\", \"id\": \"1\", \"type\": \"t\"}";
    private static final String REPORT = "{\"SchemaVersion\": 2, \"ArtifactName\": \"web:1\","
            + " \"ArtifactType\": \"container_image\"}";

    @Override
    public String toString() {
        return method + " " + path;
    }

    private static Row get(String path, int status) {
        return new Row("GET", path, Scope.READ, "", "", status, Set.of(status, 400), Set.of(status), SMALL);
    }

    private static Row open(String path, int status) {
        return new Row("GET", path, null, "", "", status, Set.of(status, 400), Set.of(status), SMALL);
    }

    private static Row operate(String method, String path, String sent, int status, Set<Integer> bad) {
        return new Row(method, path, Scope.OPERATE, sent.isEmpty() ? "" : JSON, sent, status, bad,
                Set.of(sent.isEmpty() ? status : 415), SMALL);
    }

    static Stream<Row> table() {
        return Stream.of(
                open("/", 200),
                open("/page/{file}", 200),
                get("/api/v1/status", 200),
                get("/api/v1/stream", 200),
                get("/api/v1/rules", 200),
                get("/api/v1/actions", 200),
                get("/api/v1/containers", 200),
                get("/api/v1/gpus", 200),
                get("/api/v1/gpus/release", 200),
                operate("POST", "/api/v1/gpus/release", "{\"for\": \"15m\"}", 200, Set.of(400)),
                operate("POST", "/api/v1/gpus/resume", "{\"by\": \"me\"}", 200, Set.of(400)),
                get("/openapi.yaml", 200),
                get("/metrics", 200),
                open("/-/healthy", 200),
                get("/-/ready", 200),
                new Row("POST", "/-/reload", Scope.OPERATE, "", "", 200, Set.of(200), Set.of(200), SMALL),
                get("/api/v1/incidents", 200),
                get("/api/v1/incidents/{id}", 200),
                get("/api/v1/remedies", 200),
                get("/api/v1/brakes", 200),
                operate("POST", "/api/v1/pause", "{\"for\": \"1h\"}", 200, Set.of(400)),
                operate("POST", "/api/v1/resume", "{\"by\": \"me\"}", 200, Set.of(400)),
                operate("POST", "/api/v1/silences", "{\"services\": \"shop/*\", \"for\": \"1h\"}", 200, Set.of(400)),
                operate("POST", "/api/v1/silences/{id}", "{\"for\": \"1h\"}", 200, Set.of(400)),
                operate("DELETE", "/api/v1/silences/{id}", "", 404, Set.of(400)),
                operate("GET", "/api/v1/incidents/{id}/logs", "", 200, Set.of(400)),
                operate("GET", "/api/v1/incidents/{id}/diagnosis", "", 200, Set.of(400)),
                operate("POST", "/api/v1/incidents/{id}/ack", "{\"by\": \"me\"}", 200, Set.of(400)),
                operate("POST", "/api/v1/incidents/{id}/note", "{\"note\": \"seen\"}", 200, Set.of(400)),
                get("/api/v1/approvals", 200),
                // It is looked at once more, and is not to be done now.
                operate("POST", "/api/v1/approvals/{id}", "{\"answer\": \"approve\"}", 409, Set.of(400)),
                operate("GET", "/api/v1/diagnosis", "", 400, Set.of(400)),
                get("/api/v1/audit", 200),
                get("/api/v1/advice", 200),
                get("/api/v1/reports", 200),
                new Row("POST", "/api/v1/reports", Scope.INGEST, JSON, REPORT, 200, Set.of(400), Set.of(415), 32 << 20),
                new Row("POST", "/api/v1/alerts", Scope.INGEST, JSON, ALERT, 200, Set.of(400), Set.of(415), 1 << 20),
                new Row("POST", "/api/v1/events", Scope.INGEST, "application/cloudevents+json", EVENT, 200, Set.of(400),
                        Set.of(415), 1 << 20));
    }

    /** A path at which it is; what would end is none. */
    String found() {
        return path.replace("{id}", method.equals("DELETE") ? "01K" : Healing.ID).replace("{file}", "page.css");
    }
}
