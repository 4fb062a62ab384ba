package io.dockmedic.api.http;

import io.dockmedic.api.view.IncidentEntry;
import io.dockmedic.api.view.IncidentView;
import io.dockmedic.api.view.Meant;
import io.dockmedic.api.view.RemarkJson;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.desk.Answers;
import io.dockmedic.remediation.desk.Remarks;
import io.dockmedic.remediation.remark.Remark;
import io.dockmedic.rules.incident.Incident;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/** What people say of an incident: {@code POST /api/v1/incidents/{id}/ack} and {@code /note}. */
public final class RemarksEndpoint implements Endpoint {
    private static final String NOTE = "note";
    private static final String BY = "by";

    private final IncidentView view;
    private final Remarks remarks;
    private final RemarkJson json;

    public RemarksEndpoint(IncidentView view, Remarks remarks, RemarkJson json) {
        this.view = view;
        this.remarks = remarks;
        this.json = json;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.post("/api/v1/incidents/:id/ack").handler(mayChange).handler(context -> said(context, false));
        router.post("/api/v1/incidents/:id/note").handler(mayChange).handler(context -> said(context, true));
    }

    private void said(RoutingContext context, boolean noteOnly) {
        try {
            Asked asked = Asked.in(context, Set.of(NOTE, BY));
            if (noteOnly && asked.text(NOTE).isEmpty()) {
                throw new Asked.Wrong("note is needed: {\"note\": \"the disk was replaced\"}");
            }
            String by = Who.of(context, asked.text(BY));
            switch (view.meant(context.pathParam("id"))) {
                case Meant.None none -> Answer.problem(context, 404, "not found", none.why());
                case Meant.One(IncidentEntry entry) when !noteOnly && byItsContainer(entry.incident(),
                        context.pathParam("id")) ->
                    Answer.problem(context, 409, "conflict", "nothing fires of it yet; " + entry.incident().id() + " ("
                            + entry.incident().rule() + ") may become an incident, and is acknowledged by its id");
                case Meant.One one -> answer(context, one.entry().incident(), noteOnly, by, asked.text(NOTE));
            }
        } catch (Asked.Wrong wrong) {
            Answer.problem(context, 400, "bad data", String.valueOf(wrong.getMessage()));
        }
    }

    /** Whether what may only become one was named by what it is about. */
    private static boolean byItsContainer(Incident incident, String said) {
        Container target = incident.target();
        return incident.state() == Incident.State.PENDING && target != null && target.name().equals(said);
    }

    private void answer(RoutingContext context, Incident incident, boolean noteOnly, String by, String note) {
        if (noteOnly) {
            answer(context, remarks.note(incident.id(), by, note));
        } else if (incident.state() == Incident.State.RESOLVED) {
            Answer.problem(context, 409, "conflict", "there is nothing to acknowledge any more: " + over(incident)
                    + "; a note can still be made");
        } else {
            answer(context, remarks.acknowledge(incident.id(), by, note));
        }
    }

    private void answer(RoutingContext context, Future<Remark> said) {
        said.onSuccess(remark -> Answer.data(context, json.of(remark))).onFailure(why -> {
            String message = String.valueOf(why.getMessage());
            if (why instanceof Answers.NotStarted) {
                Answer.problem(context, 503, "unavailable", message);
            } else if (why instanceof Remarks.TooManyException) {
                Answer.problem(context, 409, "conflict", message);
            } else {
                Answer.problem(context, 500, "internal", "it could not be written down: " + message);
            }
        });
    }

    private static String over(Incident incident) {
        return "it is over" + (incident.resolvedBy().isEmpty() ? "" : ", " + incident.resolvedBy());
    }
}
