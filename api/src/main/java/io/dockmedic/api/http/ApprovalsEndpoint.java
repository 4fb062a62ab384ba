package io.dockmedic.api.http;

import io.dockmedic.api.view.ApprovalJson;
import io.dockmedic.remediation.desk.Answers;
import io.dockmedic.remediation.desk.Unanswerable;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.remediation.question.Question.State;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/** What people are asked, and their answers: {@code GET /api/v1/approvals} and {@code POST /api/v1/approvals/{id}}. */
public final class ApprovalsEndpoint implements Endpoint {
    private static final String ANSWER = "answer";
    private static final String REASON = "reason";
    private static final String BY = "by";

    private final Answers answers;
    private final ApprovalJson json;

    public ApprovalsEndpoint(Answers answers, ApprovalJson json) {
        this.answers = answers;
        this.json = json;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/api/v1/approvals")
                .handler(context -> answers.latest()
                        .onSuccess(all -> Answer.data(context, json.of(all)))
                        .onFailure(why -> failed(context, why)));
        router.post("/api/v1/approvals/:id").handler(mayChange).handler(context -> {
            try {
                answer(context);
            } catch (Asked.Wrong wrong) {
                Answer.problem(context, 400, "bad data", String.valueOf(wrong.getMessage()));
            }
        });
    }

    private void answer(RoutingContext context) {
        Asked asked = Asked.in(context, Set.of(ANSWER, REASON, BY));
        String id = context.pathParam("id");
        String by = Who.of(context, asked.text(BY));
        Future<Question> answered = switch (asked.text(ANSWER)) {
            case "approve" -> answers.approve(id, by, asked.text(REASON));
            case "reject" -> answers.reject(id, by, asked.text(REASON));
            default -> throw new Asked.Wrong("answer is approve or reject: {\"answer\": \"approve\"}");
        };
        answered.onSuccess(question -> {
            if (question.state() == State.APPROVED || question.state() == State.REJECTED) {
                Answer.data(context, json.of(question));
            } else {
                Answer.problem(context, 409, "conflict", question.note());
            }
        }).onFailure(why -> failed(context, why));
    }

    private static void failed(RoutingContext context, Throwable why) {
        String message = String.valueOf(why.getMessage());
        switch (why) {
            case Answers.NotStarted early -> Answer.problem(context, 503, "unavailable", message);
            case Unanswerable.Unknown unknown -> Answer.problem(context, 404, "not found", message);
            case Unanswerable.Over over -> Answer.problem(context, 409, "conflict", message);
            default -> Answer.problem(context, 500, "internal", "it could not be read or written down: " + message);
        }
    }
}
