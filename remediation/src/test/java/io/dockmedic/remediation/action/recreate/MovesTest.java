package io.dockmedic.remediation.action.recreate;

import static org.assertj.core.api.Assertions.assertThat;

import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.engine.client.ContainerState.RestartPolicy;
import io.dockmedic.remediation.action.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What is done next, wherever it stands; and that it comes to an end from everywhere, with one of the two under the name. */
class MovesTest {
    private static final Instant BEFORE = Instant.parse("2026-11-01T00:00:00Z");
    private static final RestartPolicy ALWAYS = new RestartPolicy("always", 0);
    private static final String OLD = "o".repeat(64);
    private static final String NEW = "n".repeat(64);

    private final Known known = new Known("act12345", OLD, BEFORE, "web", true, ALWAYS, NEW, false, "", false, true, 1);

    private static ContainerState state(String id, String name, boolean running, @Nullable Instant started,
            RestartPolicy policy) {
        return new ContainerState(id, name, "web:1", "sha256:1", Map.of(), running ? "running" : "exited", running,
                false,
                false, 0, 3, false, "", null, started, null, 0, null, policy, "SIGTERM", Duration.ofSeconds(1), false,
                List.of(), false, List.of(), ContainerState.Log.NONE, ContainerState.Limits.NONE);
    }

    private static World world(@Nullable ContainerState old, @Nullable ContainerState made) {
        String holder = old != null && old.name().equals("web")
                ? OLD
                : made != null && made.name().equals("web") ? NEW : "";
        return new World(old, made, holder);
    }

    /** Does what is to be done until it is over. */
    private static List<Move> moves(Known from, World start) {
        return moves(from, start, false);
    }

    private static List<Move> moves(Known from, World start, boolean crowded) {
        return moves(from, start, crowded ? Heard.NOTHING.ofNoRoom() : Heard.NOTHING);
    }

    private static List<Move> moves(Known from, World start, Heard before) {
        Known now = from;
        Heard heard = before;
        ContainerState old = start.old();
        ContainerState made = start.made();
        List<Move> done = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            Move move = Moves.next(now, world(old, made), heard);
            done.add(move);
            switch (move) {
                case Move.End end -> {
                    return done;
                }
                case Move.Make make -> {
                    made = state(NEW, now.newName(), false, null, Known.NONE);
                    now = now.made(NEW);
                }
                case Move.Heed(Instant run) -> now = now.inRun(run);
                case Move.Watch watch -> now = now.nowProven();
                case Move.GoBack(String why) -> now = now.goingBack(why);
                case Move.Policy(String id, RestartPolicy policy) -> {
                    old = changed(old, id, null, null, policy);
                    made = changed(made, id, null, null, policy);
                }
                case Move.Stop(String id, Duration timeout) -> {
                    old = changed(old, id, null, false, null);
                    made = changed(made, id, null, false, null);
                }
                case Move.Start(String id) -> {
                    heard = id.equals(NEW) && (old == null || !now.back().isEmpty()) ? heard.startedAgain() : heard;
                    old = changed(old, id, null, true, null);
                    made = changed(made, id, null, true, null);
                }
                case Move.Rename(String id, String name) -> {
                    String other = id.equals(OLD) ? made == null ? "" : made.name() : old == null ? "" : old.name();
                    assertThat(other).as("the name is free").isNotEqualTo(name);
                    old = changed(old, id, name, null, null);
                    made = changed(made, id, name, null, null);
                }
                case Move.Remove(String id) -> {
                    heard = id.equals(OLD) ? heard.oldRemoved() : heard;
                    old = old != null && old.id().equals(id) ? null : old;
                    made = made != null && made.id().equals(id) ? null : made;
                    assertThat(old != null || made != null || now.down()).as("one is left").isTrue();
                }
            }
        }
        throw new AssertionError("no end: " + done);
    }

    private static @Nullable ContainerState changed(@Nullable ContainerState state, String id, @Nullable String name,
            @Nullable Boolean running, @Nullable RestartPolicy policy) {
        if (state == null || !state.id().equals(id)) {
            return state;
        }
        boolean begins = running != null && running && !state.running();
        return state(id, name == null ? state.name() : name, running == null ? state.running() : running,
                begins ? BEFORE.plusSeconds(60) : state.startedAt(), policy == null ? state.restartPolicy() : policy);
    }

    @Test
    void theWholeWay() {
        Known fresh = new Known("act12345", OLD, BEFORE, "web", true, ALWAYS, "", false, "", false, false, 0);

        assertThat(moves(fresh, world(state(OLD, "web", true, BEFORE, ALWAYS), null))).containsExactly(
                new Move.Make(), new Move.Policy(OLD, Known.NONE), new Move.Stop(OLD, Duration.ofSeconds(1)),
                new Move.Rename(OLD, fresh.oldName()), new Move.Rename(NEW, "web"), new Move.Start(NEW),
                new Move.Watch(),
                new Move.Policy(NEW, ALWAYS), new Move.Remove(OLD), new Move.End(new Outcome.Done("created anew")));
    }

    @Test
    void oneThatEndsIsStoppedAndTheOldOneRunsBeforeItIsRemoved() {
        List<Move> moves = moves(known, world(state(OLD, known.oldName(), false, BEFORE, Known.NONE),
                state(NEW, "web", false, BEFORE.plusSeconds(1), Known.NONE)));

        assertThat(moves.subList(1, moves.size() - 1)).containsExactly(
                new Move.Rename(NEW, known.newName()), new Move.Rename(OLD, "web"),
                new Move.Policy(OLD, ALWAYS), new Move.Start(OLD), new Move.Remove(NEW));
    }

    /** What it takes is what the one that is to stay is brought back with. */
    @Test
    void onAFullDiskTheOneThatIsNotToStayGoesFirst() {
        assertThat(moves(known, world(state(OLD, known.oldName(), false, BEFORE, Known.NONE),
                state(NEW, "web", false, BEFORE.plusSeconds(1), Known.NONE)), true)).startsWith(
                        new Move.GoBack(Moves.DID_NOT_RUN + ": exited, exit code 3"), new Move.Remove(NEW),
                        new Move.Rename(OLD, "web"), new Move.Policy(OLD, ALWAYS), new Move.Start(OLD))
                .hasSize(6);
        assertThat(moves(known.nowProven(), world(state(OLD, known.oldName(), false, BEFORE, Known.NONE),
                state(NEW, "web", true, BEFORE.plusSeconds(1), Known.NONE)), true)).containsExactly(
                        new Move.Remove(OLD), new Move.Policy(NEW, ALWAYS),
                        new Move.End(new Outcome.Done("created anew")));
    }

    @Test
    void whatSomebodyWantsDownIsNotStarted() {
        Known down = known.goingBack("somebody did stop in the middle").down(true);

        assertThat(moves(down, world(state(OLD, known.oldName(), false, BEFORE, Known.NONE),
                state(NEW, "web", false, BEFORE.plusSeconds(1), Known.NONE)))).noneMatch(Move.Start.class::isInstance);
    }

    @Test
    void whoeverTookTheOldOneAwayWantsNone() {
        ContainerState made = state(NEW, known.newName(), false, null, Known.NONE);

        assertThat(moves(known.down(true), world(null, made)).getFirst()).isEqualTo(new Move.Remove(NEW));
        assertThat(moves(known, world(null, made))).contains(new Move.Start(NEW), new Move.Rename(NEW, "web"));
    }

    @Test
    void aNameThatSomebodyElseHasIsLeftToThem() {
        World taken = new World(state(OLD, known.oldName(), false, BEFORE, Known.NONE), null, "x".repeat(64));

        assertThat(Moves.next(known.goingBack("why"), taken, Heard.NOTHING)).isInstanceOfSatisfying(Move.End.class,
                end -> assertThat(end.outcome()).isInstanceOf(Outcome.Unknown.class));
    }

    @Test
    void oneThatHasHadAnotherRunMeanwhileIsLeftAsItIs() {
        Known made = new Known("act12345", OLD, BEFORE, "web", true, ALWAYS, NEW, false, "", false, false, 1);

        assertThat(moves(made, world(state(OLD, "web", true, BEFORE.plusSeconds(9), ALWAYS),
                state(NEW, made.newName(), false, null, Known.NONE))))
                .noneMatch(move -> move.equals(new Move.Policy(OLD, Known.NONE)) || move instanceof Move.Stop)
                .contains(new Move.Remove(NEW));
    }

    @Test
    void onAnotherImageItDoesNotMatterHowOftenTheEngineHasStartedIt() {
        Known made = new Known("act12345", OLD, BEFORE, "web", true, ALWAYS, NEW, false, "", false, false, 1)
                .onto("sha256:2");
        World loops = world(state(OLD, "web", true, BEFORE.plusSeconds(9), ALWAYS),
                state(NEW, made.newName(), false, null, Known.NONE));

        assertThat(moves(made, loops)).startsWith(new Move.Policy(OLD, Known.NONE),
                new Move.Heed(BEFORE.plusSeconds(9)), new Move.Stop(OLD, Duration.ofSeconds(1)))
                .endsWith(new Move.Remove(OLD), new Move.End(new Outcome.Done("created anew")));
        Known none = new Known("act12345", OLD, BEFORE, "web", true, Known.NONE, NEW, false, "", false, false, 1)
                .onto("sha256:2");
        assertThat(moves(none, loops)).as("nobody's policy started it").noneMatch(Move.Stop.class::isInstance);
    }

    @Test
    void whatDiedAgainAndAgainIsStartedWhenItIsTakenBack() {
        Known heeded = new Known("act12345", OLD, BEFORE, "web", true, ALWAYS, NEW, false, "", false, true, 1)
                .onto("sha256:2")
                .inRun(BEFORE.plusSeconds(9))
                .goingBack("why");

        assertThat(moves(heeded, world(state(OLD, known.oldName(), false, BEFORE.plusSeconds(9), Known.NONE),
                state(NEW, "web", false, BEFORE.plusSeconds(20), Known.NONE))))
                .containsSubsequence(new Move.Policy(OLD, ALWAYS), new Move.Start(OLD), new Move.Remove(NEW));
    }

    /** It ran when that was decided, and has ended by the call: with no policy nobody starts it. */
    @Test
    void whatEndsWhileItsPolicyIsPutBackIsStarted() {
        RestartPolicy onFailure = new RestartPolicy("on-failure", 3);
        Known cutOff = new Known("act12345", OLD, BEFORE, "web", true, onFailure, "", false, "why", false, true, 1)
                .onto("sha256:2");
        Instant run = BEFORE.plusSeconds(9);
        assertThat(Moves.next(cutOff, world(state(OLD, "web", true, run, Known.NONE), null), Heard.NOTHING))
                .isEqualTo(new Move.Heed(run));
        Known heeded = cutOff.inRun(run);
        assertThat(Moves.next(heeded, world(state(OLD, "web", true, run, Known.NONE), null), Heard.NOTHING))
                .isEqualTo(new Move.Policy(OLD, onFailure));
        assertThat(Moves.next(heeded, world(state(OLD, "web", false, run, onFailure), null), Heard.NOTHING))
                .isEqualTo(new Move.Start(OLD));
        assertThat(Moves.next(heeded, world(state(OLD, "web", true, run, onFailure), null), Heard.NOTHING))
                .isInstanceOf(Move.End.class);
    }

    /** Its policy was taken from it, and we ended before its last run was taken down. */
    @Test
    void whatDiedOnceMoreBeforeItsPolicyWasTakenIsStartedWhenItIsTakenBack() {
        for (RestartPolicy policy : List.of(ALWAYS, new RestartPolicy("on-failure", 3))) {
            Known cutOff = new Known("act12345", OLD, BEFORE, "web", true, policy, NEW, false, "", false, true, 1)
                    .onto("sha256:2")
                    .goingBack("why");
            ContainerState made = state(NEW, known.newName(), false, null, Known.NONE);

            assertThat(moves(cutOff, world(state(OLD, "web", false, BEFORE.plusSeconds(9), Known.NONE), made)))
                    .containsExactly(new Move.Heed(BEFORE.plusSeconds(9)), new Move.Policy(OLD, policy),
                            new Move.Start(OLD), new Move.Remove(NEW),
                            new Move.End(new Outcome.Undone("why; the container is as it was before, and runs")));
            assertThat(moves(cutOff.down(true),
                    world(state(OLD, "web", false, BEFORE.plusSeconds(9), Known.NONE), made)))
                    .as("somebody wants it down")
                    .noneMatch(Move.Start.class::isInstance);
        }
        Known ends = new Known("act12345", OLD, BEFORE, "web", true, ALWAYS, NEW, false, "why", false, true, 1)
                .onto("sha256:2");
        assertThat(moves(ends, world(state(OLD, "web", false, BEFORE.plusSeconds(9), ALWAYS), null)))
                .as("it ended just before it had its policy back")
                .startsWith(new Move.Start(OLD));
        assertThat(
                moves(ends, world(state(OLD, "web", false, BEFORE.plusSeconds(9), new RestartPolicy("on-failure", 3)),
                        null)))
                .as("what the engine may have given up")
                .hasSize(1);
    }

    @Test
    void whatOthersHaveChangedAboutTheOldOneStays() {
        Known back = new Known("act12345", OLD, BEFORE, "web", true, ALWAYS, NEW, false, "why", false, false, 1);

        assertThat(moves(back, world(state(OLD, "web-old", true, BEFORE, Known.NONE), null)))
                .singleElement()
                .isInstanceOf(Move.End.class);
    }

    /** What it is bound to is gone, and the engine cannot start it. */
    @Test
    void whatCouldNotBeStartedAgainIsNotWhatIsLeft() {
        Known bound = known.into("p".repeat(64));
        World ended = world(state(OLD, known.oldName(), false, BEFORE, Known.NONE),
                state(NEW, "web", false, BEFORE.plusSeconds(1), Known.NONE));
        World running = world(state(OLD, "web", true, BEFORE, Known.NONE),
                state(NEW, known.newName(), false, null, Known.NONE));

        String why = Moves.DID_NOT_RUN + ": exited, exit code 3";
        Move.End stays = new Move.End(new Outcome.Failed(
                why + "; the new container stays, for the old one could not be started again, and runs"));
        assertThat(moves(bound, ended)).containsExactly(new Move.GoBack(why), new Move.Policy(NEW, ALWAYS),
                new Move.Start(NEW), new Move.Remove(OLD), stays);
        assertThat(moves(bound, ended, true)).as("with no room")
                .containsExactly(new Move.GoBack(why),
                        new Move.Remove(OLD), new Move.Policy(NEW, ALWAYS), new Move.Start(NEW), stays);
        assertThat(moves(bound.goingBack("why"), world(state(OLD, "web", false, BEFORE, Known.NONE),
                state(NEW, known.newName(), false, null, Known.NONE)), true)).as("with no room")
                .startsWith(
                        new Move.Remove(OLD), new Move.Rename(NEW, "web"), new Move.Policy(NEW, ALWAYS),
                        new Move.Start(NEW));
        assertThat(moves(bound.goingBack("why"), running)).as("until it was stopped all is put back")
                .containsExactly(new Move.Policy(OLD, ALWAYS), new Move.Remove(NEW),
                        new Move.End(new Outcome.Undone("why; the container is as it was before, and runs")));
        assertThat(moves(bound.goingBack("why").down(true), ended)).as("somebody wants it down")
                .noneMatch(Move.Start.class::isInstance)
                .contains(new Move.Rename(OLD, "web"), new Move.Remove(NEW));
        assertThat(moves(bound.goingBack("why"), world(state(OLD, "web", false, BEFORE, Known.NONE),
                state(NEW, known.newName(), false, null, Known.NONE)))).containsSubsequence(
                        new Move.Rename(OLD, known.oldName()), new Move.Rename(NEW, "web"), new Move.Start(NEW),
                        new Move.Remove(OLD));
    }

    @Test
    void whatWasAskedToStartInVainIsLeftWithWhatToType() {
        Known bound = known.into("p".repeat(64)).goingBack("to start a container was refused: it does not run");
        World never = world(state(OLD, known.oldName(), false, BEFORE, Known.NONE),
                state(NEW, "web", false, null, Known.NONE));

        assertThat(moves(bound, never, Heard.NOTHING.inVain())).containsExactly(new Move.Policy(NEW, ALWAYS),
                new Move.Remove(OLD), new Move.End(new Outcome.Failed("to start a container was refused: it does not"
                        + " run; the new container stays and does not run; when its network is there: docker start web")));
    }

    /** What ended once more has had its turn: its policy goes on from there, or nobody. */
    @Test
    void whatHasEndedIsStartedOnceUnderItsOwnPolicy() {
        Known bound = known.into("p".repeat(64)).goingBack("why");
        ContainerState ended = state(NEW, "web", false, BEFORE.plusSeconds(1), ALWAYS);

        assertThat(Moves.next(bound, world(null, ended), Heard.NOTHING)).isEqualTo(new Move.Start(NEW));
        assertThat(Moves.next(bound, world(null, ended), Heard.NOTHING.startedAgain())).isInstanceOf(Move.End.class);
        Known none = new Known("act12345", OLD, BEFORE, "web", true, Known.NONE, NEW, false, "why", false, true, 1)
                .into("p".repeat(64));
        assertThat(moves(none, world(null, state(NEW, "web", false, BEFORE.plusSeconds(1), Known.NONE))))
                .as("nobody's policy would have")
                .hasSize(1);
    }

    @Test
    void whatWeRemovedIsNotSaidToBeRemovedBySomebody() {
        Known proven = known.nowProven();
        ContainerState ended = state(NEW, "web", false, BEFORE.plusSeconds(1), ALWAYS);

        for (Move move : List.of(Moves.next(proven, world(null, ended), Heard.NOTHING.startedAgain().oldRemoved()),
                Moves.next(proven, world(null, null), Heard.NOTHING.oldRemoved()))) {
            assertThat(move).isInstanceOfSatisfying(Move.End.class,
                    end -> assertThat(end.outcome().text()).startsWith("the old container was removed"));
        }
        assertThat(Moves.next(proven, world(null, ended), Heard.NOTHING.startedAgain())).isInstanceOfSatisfying(
                Move.End.class, end -> assertThat(end.outcome().text()).startsWith("somebody has removed the old"));
    }

    /** The one that was made is for a network that is gone by now too, or it was not heard whether one was made. */
    @Test
    void whatIsDownForGoodIsMadeAgain() {
        Known again = known.made("").into("q".repeat(64));
        ContainerState old = state(OLD, known.oldName(), false, BEFORE, Known.NONE);
        List<Move> way = List.of(new Move.Make(), new Move.Rename(NEW, "web"), new Move.Start(NEW), new Move.Watch(),
                new Move.Policy(NEW, ALWAYS), new Move.Remove(OLD));

        assertThat(moves(again, world(old, null)).subList(0, 6)).isEqualTo(way);
        assertThat(moves(again, world(old, state(NEW, known.newName(), false, null, Known.NONE))).subList(1, 7))
                .isEqualTo(way);
    }

    @Test
    void whatIsLeftDownAndCannotBeStartedIsSaidSo() {
        Known bound = known.into("p".repeat(64)).goingBack("somebody has removed the new container");

        assertThat(moves(bound, world(state(OLD, known.oldName(), false, BEFORE, Known.NONE), null)))
                .startsWith(new Move.Rename(OLD, "web"), new Move.Policy(OLD, ALWAYS))
                .last()
                .isInstanceOfSatisfying(Move.End.class, end -> assertThat(end.outcome().text()).contains(
                        "does not run, and cannot be started again", "make it anew by hand"));
    }

    /** Whatever others have done to the two. */
    @Test
    void fromEverywhereItEndsWithOneUnderTheNameWhereTheNameIsFree() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            Known from = new Known("act12345", OLD, BEFORE, "web", random.nextBoolean(), ALWAYS,
                    random.nextInt(4) == 0 ? "" : NEW, random.nextInt(3) == 0, random.nextInt(3) == 0 ? "why" : "",
                    random.nextInt(4) == 0, random.nextBoolean(), 1, random.nextBoolean() ? "" : "sha256:2",
                    random.nextBoolean() ? "" : "p".repeat(64));
            List<String> oldNames = List.of("web", from.oldName(), "other");
            List<String> newNames = List.of("web", from.newName(), "another");
            String oldName = oldNames.get(random.nextInt(3));
            String newName = newNames.get(oldName.equals("web") ? 1 + random.nextInt(2) : random.nextInt(3));
            ContainerState old = random.nextInt(4) == 0
                    ? null
                    : state(OLD, oldName, random.nextBoolean(),
                            random.nextBoolean() ? BEFORE : BEFORE.plusSeconds(9),
                            random.nextBoolean() ? ALWAYS : Known.NONE);
            ContainerState made = random.nextInt(4) == 0
                    ? null
                    : state(NEW, newName, random.nextBoolean(),
                            random.nextBoolean() ? null : BEFORE.plusSeconds(9),
                            random.nextBoolean() ? ALWAYS : Known.NONE);
            // What runs has been started.
            ContainerState started = made != null && made.running() && made.startedAt() == null
                    ? state(NEW, made.name(), true, BEFORE.plusSeconds(9), made.restartPolicy())
                    : made;
            if (old != null || started != null) {
                assertThat(moves(from, world(old, started), random.nextInt(3) == 0).getLast())
                        .isInstanceOf(Move.End.class);
            }
        }
    }
}
