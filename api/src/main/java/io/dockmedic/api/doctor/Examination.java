package io.dockmedic.api.doctor;

import io.dockmedic.api.doctor.check.Check;
import io.dockmedic.api.doctor.fact.Facts;
import io.dockmedic.api.doctor.finding.Finding;
import io.dockmedic.collectors.base.time.Timers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Duration;
import java.util.List;

/**
 * Runs all checks at the same time, each with a deadline. One that fails, throws or hangs says so on its own line and takes
 * no other with it, so that the whole takes no longer than the deadline.
 */
public final class Examination {
    private final List<Check> checks;
    private final Duration deadline;
    private final Timers timers;

    /** @param checks in the order of the page */
    public Examination(List<Check> checks, Duration deadline, Timers timers) {
        this.checks = List.copyOf(checks);
        this.deadline = deadline;
        this.timers = timers;
    }

    /** Never fails. */
    public Future<Report> of(Facts facts) {
        List<Future<Looked>> asked = checks.stream().map(check -> look(check, facts)).toList();
        return Future.all(asked).map(all -> new Report(all.<Looked>list()));
    }

    private Future<Looked> look(Check check, Facts facts) {
        Promise<List<Finding>> found = Promise.promise();
        Timers.Pending limit = timers.after(deadline,
                () -> found.tryFail("no answer within " + deadline.toSeconds() + " s"));
        Future.succeededFuture()
                .compose(now -> check.look(facts))
                .onSuccess(found::tryComplete)
                .onFailure(found::tryFail);
        return found.future()
                .otherwise(why -> List.of(Finding.unknown(words(why)).about(check.name().replace('_', ' '))))
                .map(findings -> new Looked(check.name(), check.section(), findings))
                .onComplete(done -> limit.cancel());
    }

    private static String words(Throwable why) {
        return why.getMessage() == null ? why.toString() : why.getMessage();
    }
}
