package io.dockmedic.remediation.action.rollback;

import io.dockmedic.collectors.engine.blueprint.BaseImage;
import io.dockmedic.collectors.engine.blueprint.Blueprint;
import io.dockmedic.collectors.engine.client.CallResult;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ErrorClass;
import io.dockmedic.collectors.engine.client.RemakeCalls;
import io.dockmedic.remediation.diagnose.good.GoodRun;
import io.dockmedic.remediation.diagnose.good.GoodRuns;
import io.dockmedic.remediation.record.Rollbacks;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.TreeSet;
import java.util.function.UnaryOperator;

/** Which image a service is to be taken back to, if to any. Looks, and changes nothing. */
final class Target {
    /** What was found. */
    sealed interface Found {
        /** None. */
        record None(String why) implements Found {}

        /** From the one that it runs on to the one on which it ran well. */
        record Images(ImageWords from, ImageWords to, Instant ranWell) implements Found {
            /** Both, for a person. */
            String words() {
                return "from " + from.words() + " to " + to.words() + ", on which it ran well at " + ranWell;
            }
        }
    }

    private final RemakeCalls calls;
    private final GoodRuns runs;
    private final Rollbacks rollbacks;
    private final UnaryOperator<Instant> shown;

    /** @param shown a time of ours as the clock on the wall shows it */
    Target(RemakeCalls calls, GoodRuns runs, Rollbacks rollbacks, UnaryOperator<Instant> shown) {
        this.calls = calls;
        this.runs = runs;
        this.rollbacks = rollbacks;
        this.shown = shown;
    }

    /** The future never fails. */
    Future<Found> of(String service, ContainerState state) {
        return runs.of(service)
                .compose(run -> run.filter(good -> !good.imageId().isEmpty())
                        .map(good -> of(service, state, good))
                        .orElseGet(() -> none("it is not known on which image it ran well: it has not been seen to run"
                                + " for a minute, healthy where it says so")))
                .otherwise(unread -> new Found.None("the journal cannot be read"));
    }

    private Future<Found> of(String service, ContainerState state, GoodRun good) {
        if (good.imageId().equals(state.imageId())) {
            return none("it last ran well, at " + shown.apply(good.at()) + ", on the very image that it is on now,"
                    + " so the image is not what is wrong: " + state.image());
        }
        return rollbacks.from(service, state.imageId())
                .compose(before -> before
                        .map(once -> none("it was taken back from this image already, at " + shown.apply(once.at())
                                + ", and that is done once; if it was deployed again since, whoever did so has it in"
                                + " hand"))
                        .orElseGet(() -> rollbacks.from(service, good.imageId())
                                .compose(failed -> failed
                                        .map(it -> none("the image on which it last ran well, " + good.image() + " "
                                                + good.imageId() + ", is one from which it was taken back itself, at "
                                                + shown.apply(it.at())))
                                        .orElseGet(() -> images(state, good)))));
    }

    private Future<Found> images(ContainerState state, GoodRun good) {
        return calls.baseImage(good.imageId()).compose(seen -> switch (seen) {
            case CallResult.Done<BaseImage>(BaseImage to) -> calls.baseImage(state.imageId())
                    .compose(running -> running instanceof CallResult.Done<BaseImage>(BaseImage from)
                            ? volumes(state, to).map(missing -> missing.isEmpty()
                                    ? new Found.Images(ImageWords.of(state.image(), from),
                                            ImageWords.of(good.image(), to), shown.apply(good.at()))
                                    : new Found.None(missing))
                            : none("the image that it is on cannot be looked at, so what is its own and what the"
                                    + " image's cannot be told"));
            case CallResult.Refused<BaseImage> refused when refused.error() == ErrorClass.NOT_FOUND ->
                none("the image on which it last ran well, " + good.image() + " " + good.imageId()
                        + ", is not here any more; " + (good.digest().isEmpty()
                                ? "no registry was known to have it"
                                : "get it with docker pull " + good.digest()));
            case CallResult.Refused<BaseImage> refused ->
                none("the image on which it last ran well cannot be looked at: "
                        + refused.message());
            case CallResult.Unknown<BaseImage>(String why) ->
                none("the image on which it last ran well cannot be looked at: " + why);
        });
    }

    /** What it kept where only the older image says so, it would begin without. Empty when there is nothing of that. */
    private Future<String> volumes(ContainerState state, BaseImage to) {
        return calls.blueprint(state.id()).map(seen -> {
            if (!(seen instanceof CallResult.Done<Blueprint>(Blueprint now))) {
                return "it cannot be looked at";
            }
            TreeSet<String> fresh = new TreeSet<>(to.volumes());
            now.mounted().forEach(fresh::remove);
            return fresh.isEmpty()
                    ? ""
                    : "the older image keeps data in " + String.join(", ", fresh)
                            + ", for which the container has no volume now: it would begin with none";
        });
    }

    private static Future<Found> none(String why) {
        return Future.succeededFuture(new Found.None(why));
    }
}
