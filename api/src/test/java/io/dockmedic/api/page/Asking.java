package io.dockmedic.api.page;

import io.dockmedic.api.http.Endpoint;
import io.dockmedic.api.view.ApprovalJson;
import io.dockmedic.api.view.IncidentView;
import io.dockmedic.api.view.RemarkJson;
import io.dockmedic.collectors.base.time.SystemClock;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.remediation.record.AnsweredQuestion;
import io.dockmedic.remediation.remark.Remark;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;

/** Questions that the test asks, and what was answered. Does nothing of it. */
final class Asking implements Endpoint {
    final List<Question> all = new CopyOnWriteArrayList<>();
    /** What was sent, with the id it was sent to in front. */
    final List<String> sent = new CopyOnWriteArrayList<>();
    /** What was said of incidents. */
    final List<Remark> said = new CopyOnWriteArrayList<>();
    /** What an approval is answered with; empty when it is taken. */
    volatile String stands = "";

    static Question question(String id, String service, String why) {
        return Question.asked(id, new Question.About("i" + id, "MinerFound", 0, service, "c".repeat(64), service,
                "kill", Map.of("signal", "KILL"), "Sends a signal to the container.",
                List.of("POST /containers/cccccccccccc/kill"), "docker start NAME", why), new SystemClock().now(),
                Duration.ofHours(4));
    }

    /** About a disk, no container. */
    static Question room(String id, String mount, String why) {
        return Question.asked(id, new Question.About("i" + id, "DiskFillsUp", 0, mount, "", "", "prune",
                Map.of("free", "30%", "cache", "24h"),
                "Removes 12 pieces of build cache of 1.5 GiB, which no build has used for 24 h, and nothing else: images,"
                        + " containers and volumes stay. Of the disk 2.0 GiB (10 %) are free now, about 3.5 GiB (17 %) would be then,"
                        + " 30% are wanted.",
                List.of("POST /build/prune"), "a build makes its cache again", why), new SystemClock().now(),
                Duration.ofHours(12));
    }

    JsonObject now() {
        return new ApprovalJson(at -> at).of(all.stream()
                .map(one -> one.state() == Question.State.APPROVED
                        ? new AnsweredQuestion(one, "done", "killed")
                        : new AnsweredQuestion(one, "", ""))
                .toList());
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/api/v1/approvals").handler(context -> answer(context, 200, "data", now()));
        router.post("/api/v1/approvals/:id").handler(mayChange).handler(context -> {
            String id = context.pathParam("id");
            sent.add(id + " " + context.body().asString());
            JsonObject said = context.body().asJsonObject();
            if (!stands.isEmpty()) {
                answer(context, 409, "detail", stands);
                return;
            }
            all.replaceAll(one -> one.id().equals(id)
                    ? one.answered(said.getString("answer").equals("approve")
                            ? Question.State.APPROVED
                            : Question.State.REJECTED, new SystemClock().now(), said.getString("by"),
                            said.getString("reason"))
                    : one);
            answer(context, 200, "data", new JsonObject());
        });
    }

    /** Takes what is said of an incident, and knows of it from then on. */
    Endpoint remarks(IncidentView view) {
        return (router, mayChange) -> {
            for (Remark.Kind kind : Remark.Kind.values()) {
                router.post("/api/v1/incidents/:id/" + kind.word()).handler(mayChange).handler(context -> {
                    JsonObject body = context.body().asJsonObject();
                    said.add(new Remark(context.pathParam("id"), new SystemClock().now(), kind, body.getString("by"),
                            body.getString("note")));
                    view.remarked(context.pathParam("id"));
                    answer(context, 200, "data", new JsonObject());
                });
            }
        };
    }

    Future<JsonArray> said(String incident) {
        return Future.succeededFuture(new RemarkJson(at -> at)
                .of(said.stream().filter(one -> one.incident().equals(incident)).toList()));
    }

    List<Remark> acknowledged(String incident) {
        return said.stream()
                .filter(one -> one.incident().equals(incident) && one.kind() == Remark.Kind.ACK)
                .toList();
    }

    private static void answer(RoutingContext context, int code, String name, Object what) {
        context.response().setStatusCode(code).end(new JsonObject().put(name, what).encode());
    }
}
