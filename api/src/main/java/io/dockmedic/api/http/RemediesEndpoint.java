package io.dockmedic.api.http;

import io.dockmedic.api.view.IncidentEntry;
import io.dockmedic.api.view.IncidentView;
import io.dockmedic.collectors.base.redact.JsonRedactor;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.publish.Attempt;
import io.dockmedic.remediation.publish.RemedyChange;
import io.vertx.core.Handler;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * {@code GET /api/v1/remedies}: what was decided for incidents, also to do nothing, why, and what came of it, newest first; {@code action},
 * {@code verdict} (may be given several times), {@code rule}, {@code service} and {@code since} pick, {@code limit} bounds the answer,
 * {@code after} goes on from there.
 */
public final class RemediesEndpoint implements Endpoint {
    private static final Pattern PLACE = Pattern.compile("[0-9]{12}\\.[0-9]{9} .+", Pattern.DOTALL);
    private static final List<String> PARAMETERS = List.of("action", "after", "limit", "rule", "service", "since",
            "verdict");
    private static final List<String> VERDICTS = List.of("act", "defer", "suppress");
    private static final int LIMIT = 100;
    private static final int MOST = 1000;

    /** Twelve digits after the first, and nine. */
    private static final long SECONDS = 1_000_000_000_000L;
    private static final int NANOS = 1_000_000_000;
    /** Of one remedy, so that none of one moment is left out at the end of a page. */
    private static final int ATTEMPTS = 1_000_000;

    /** One decision, with what it is of. */
    private record One(IncidentEntry entry, RemedyChange remedy, Attempt attempt, String place) {
        /** Its place sorts as time does. */
        static One of(IncidentEntry entry, RemedyChange remedy, int index) {
            Attempt attempt = remedy.attempts().get(index);
            Instant at = attempt.at();
            String when = Long.toString(SECONDS + at.getEpochSecond()).substring(1) + "."
                    + Integer.toString(NANOS + at.getNano()).substring(1);
            return new One(entry, remedy, attempt,
                    when + " " + remedy.incident() + " " + Integer.toString(ATTEMPTS + index).substring(1));
        }

        boolean isOf(ServicePattern service) {
            Container target = entry.incident().target();
            return target == null ? service.matches(remedy.service()) : service.matches(target);
        }
    }

    private final IncidentView view;
    private final Clock clock;

    public RemediesEndpoint(IncidentView view, Clock clock) {
        this.view = view;
        this.clock = clock;
    }

    @Override
    public void mount(Router router, Handler<RoutingContext> mayChange) {
        router.get("/api/v1/remedies").handler(Query.of(PARAMETERS, this::answer));
    }

    private void answer(Query.Requested asked) {
        Query query = asked.query();
        List<String> verdicts = query.words("verdict", VERDICTS);
        int limit = query.whole("limit", 1, MOST).orElse(LIMIT);
        Optional<String> action = query.text("action");
        Optional<String> rule = query.text("rule");
        Optional<ServicePattern> service = query.text("service").map(ServicePattern::new);
        Instant since = query.moment("since", clock.shown(clock.now())).orElse(Instant.MIN);
        List<One> matching = all()
                .filter(one -> verdicts.isEmpty() || verdicts.contains(one.attempt().verdict()))
                .filter(one -> action.isEmpty() || action.get().equals(one.attempt().action()))
                .filter(one -> rule.isEmpty() || rule.get().equals(one.remedy().rule()))
                .filter(one -> service.isEmpty() || one.isOf(service.get()))
                .filter(one -> !clock.shown(one.attempt().at()).isBefore(since))
                .sorted(Comparator.comparing(One::place).reversed())
                .toList();
        Page<One> page = query.page(matching, One::place, PLACE, (place, other) -> place.compareTo(other) < 0,
                OptionalInt.of(limit));
        JsonArray remedies = new JsonArray();
        page.items().stream().map(this::json).forEach(remedies::add);
        Answer.tagged(asked.context(), page.counted(new JsonObject().put("remedies", remedies)));
    }

    private Stream<One> all() {
        return view.all()
                .stream()
                .flatMap(entry -> entry.remedy() instanceof RemedyChange remedy
                        ? IntStream.range(0, remedy.attempts().size()).mapToObj(index -> One.of(entry, remedy, index))
                        : Stream.empty());
    }

    private JsonObject json(One one) {
        Attempt attempt = one.attempt();
        return new JsonObject().put("at", clock.shown(attempt.at()).toString())
                .put("incident", one.remedy().incident())
                .put("rule", one.remedy().rule())
                .put("service", one.remedy().service())
                .put("action", attempt.action())
                .put("number", attempt.number())
                .put("verdict", attempt.verdict())
                .put("reason", attempt.reason())
                .put("detail", JsonRedactor.WHOLE.of(attempt.detail()))
                .put("outcome", JsonRedactor.WHOLE.of(attempt.outcome()))
                .put("state", one.remedy().state());
    }
}
