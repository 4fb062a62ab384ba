package io.dockmedic.api.http;

import io.dockmedic.collectors.base.health.Health;
import io.dockmedic.collectors.base.journal.Journal;
import io.dockmedic.collectors.base.redact.Redactor;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.gpu.watch.Releasable;
import io.dockmedic.collectors.gpu.watch.Release;
import io.dockmedic.collectors.gpu.watch.TakenException;
import io.dockmedic.remediation.brake.Brake;
import io.dockmedic.remediation.brake.Controls;
import io.dockmedic.remediation.brake.PauseFile;
import io.dockmedic.remediation.brake.Standing;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.brake.Groups;
import io.dockmedic.remediation.decide.brake.ServicePattern;
import io.dockmedic.remediation.decide.brake.Switch;
import io.dockmedic.remediation.decide.storm.Census;
import io.dockmedic.remediation.desk.Answers;
import io.dockmedic.remediation.desk.Came;
import io.dockmedic.remediation.desk.Desk;
import io.dockmedic.remediation.desk.Remarks;
import io.dockmedic.remediation.escalate.Escalations;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.remediation.record.BrakeRecords;
import io.dockmedic.remediation.record.DeliveryRecords;
import io.dockmedic.remediation.record.QuestionRecords;
import io.dockmedic.remediation.record.RemarkRecords;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What people say to remediation and set of it, as the program has it on one journal; but nothing is watched and nothing is done:
 * what is approved is always to be approved again. A question and a silence have the id {@code 01J}.
 */
final class Healing implements Releasable {
    static final String ID = "01J";

    private static final Duration LONG = Duration.ofHours(4);

    final Controls controls = new Controls();
    final Answers answers = new Answers();
    final Remarks remarks;
    private final Context context;
    private final Clock clock;
    private final QuestionRecords questions;
    private final BrakeRecords switches;
    private final Desk desk;
    private final Brake brake;
    private volatile @Nullable Release release;

    Healing(Vertx vertx, Path folder, Journal journal, Clock clock, Timers timers, Health health,
            MeterRegistry meters) {
        this.clock = clock;
        this.context = vertx.getOrCreateContext();
        this.questions = new QuestionRecords(journal);
        this.switches = new BrakeRecords(journal);
        Redactor redactor = new Redactor();
        remarks = new Remarks(new RemarkRecords(journal), redactor, clock);
        desk = new Desk(questions, LONG, redactor::line, clock, timers, meters);
        Escalations telling = new Escalations(vertx, "h1", List.of(), new DeliveryRecords(journal), redactor,
                Groups.NONE, incident -> List.of(), clock, timers, () -> 0.5, health, meters);
        brake = new Brake(Policy.DEFAULT, () -> Census.NONE, new PauseFile(vertx, folder.resolve("pause")), telling,
                switches, clock, timers, health, meters);
        controls.bind(context, brake);
        answers.bind(context, desk,
                approved -> Future.succeededFuture(new Came.NotNow("nothing is done here")));
        remarks.bind(context);
        desk.whenAnswered(remarks::answered);
    }

    /** An act has let go of the GPUs. */
    void actReleases(String act) {
        release = new Release(clock.now(), clock.now().plus(LONG), Release.by(act), "", null, "");
    }

    /** It has them read again. */
    void actEnds() {
        release = null;
    }

    /** Somebody is asked. */
    void ask(String id) throws TimeoutException {
        Question question = Question.asked(id, new Question.About(ID, "Text", 0, "shop/web", "c".repeat(64), "web",
                "restart", Map.of(), "Restarts the container.", List.of("POST /containers/cccccccccccc/restart"),
                "nothing to undo", "it died"), clock.now(), LONG);
        written(() -> questions.save(question).compose(saved -> desk.remember()));
    }

    /** Both are there again, whatever was answered and ended, and of what people set nothing else is. */
    void anew() throws TimeoutException {
        ask(ID);
        Standing now = controls.standing().await(60, TimeUnit.SECONDS);
        for (Switch one : now.switches()) {
            controls.end(one.id(), "").await(60, TimeUnit.SECONDS);
        }
        Switch silence = new Switch(ID, Switch.Kind.SILENCE, new ServicePattern("shop/*"), clock.now(),
                clock.now().plus(LONG), "", "");
        written(() -> switches.save(silence).compose(saved -> brake.remember()));
    }

    private void written(Supplier<Future<Void>> what) throws TimeoutException {
        Promise<Void> done = Promise.promise();
        context.runOnContext(go -> what.get().onComplete(done));
        done.future().await(60, TimeUnit.SECONDS);
    }

    @Override
    public Future<Released> letGo(Duration length, String by, String reason) {
        Instant now = clock.now();
        Release next = new Release(now, now.plus(length), by, reason, null, "");
        release = next;
        return Future.succeededFuture(new Released(next, ""));
    }

    @Override
    public Future<Optional<Release>> takeBack(String by) {
        Release before = release;
        if (before != null && Release.isActs(before.by())) {
            return Future.failedFuture(new TakenException(before.by() + " has them"));
        }
        release = null;
        return Future.succeededFuture(Optional.ofNullable(before)
                .map(one -> new Release(one.since(), one.until(), one.by(), one.reason(), clock.now(), by)));
    }

    @Override
    public Optional<Released> released() {
        return Optional.ofNullable(release).map(one -> new Released(one, ""));
    }
}
