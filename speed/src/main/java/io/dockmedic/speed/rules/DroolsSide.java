package io.dockmedic.speed.rules;

import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.drools.model.codegen.ExecutableModelProject;
import org.jspecify.annotations.Nullable;
import org.kie.api.KieBase;
import org.kie.api.KieBaseConfiguration;
import org.kie.api.KieServices;
import org.kie.api.builder.KieBuilder;
import org.kie.api.builder.KieFileSystem;
import org.kie.api.builder.Message;
import org.kie.api.conf.EventProcessingOption;
import org.kie.api.runtime.KieSession;
import org.kie.api.runtime.KieSessionConfiguration;
import org.kie.api.runtime.conf.ClockTypeOption;
import org.kie.api.time.SessionPseudoClock;

/** Drools: events in a stream, its clock set to each event's time, rules compiled to Java. */
final class DroolsSide implements Side {
    private static final String HEAD = """
            package speed;
            import io.dockmedic.speed.rules.Happening.Death;
            import io.dockmedic.speed.rules.Happening.Recovery;
            import io.dockmedic.speed.rules.Told;
            import io.dockmedic.speed.rules.Watched;
            import java.util.List;
            global io.dockmedic.speed.rules.Firings firings;

            declare Death @role(event) @timestamp(at) @expires(61s) end

            rule Forget salience 20 when
              Recovery($n : name)
              $d : Death(exitCode != 0, name == $n)
            then
              delete($d);
            end

            rule Over salience 20 when
              Recovery($n : name)
              $w : Watched(name == $n, firing == true)
            then
              modify($w) { setFiring(false) }
            end

            rule Recovered salience 10 when
              $r : Recovery()
            then
              delete($r);
            end

            """;

    /** The best phrasing found: a fact for each container, whose deaths in the window are counted as they come and go. */
    static final String A_KEY = HEAD + """
            rule Fires when
              $w : Watched(firing == false, $n : name)
              accumulate($d : Death(exitCode != 0, name == $n) over window:time(60s); $count : count($d); $count >= 3)
            then
              modify($w) { setFiring(true) }
              firings.fired($n, 0L);
            end
            """;

    /** As one says it first: for each death, how many of that container came before it. */
    static final String AN_EVENT = HEAD + """
            rule Fires when
              $e : Death(exitCode != 0, $n : name)
              $w : Watched(name == $n, firing == false)
              accumulate($d : Death(exitCode != 0, name == $n, this before[0s,60s] $e); $count : count($d); $count >= 3)
            then
              modify($w) { setFiring(true) }
              firings.fired($n, 0L);
            end
            """;

    /**
     * With the events that made it in what is told of a firing, and nothing remembered of what is idle: deaths in groups by container,
     * which go with their last death. A death is there for as long as the window, so that no window is asked for, which takes a third
     * less. Of eight phrasings that say the same the one that took least: with a window; a fact for each container while it has deaths,
     * joined with their list, or with their number and then their list, collected or accumulated. What fires is a fact until it is
     * over; further deaths of it are not told, nor its end.
     */
    static final String WITH_EVENTS = HEAD.replace("@expires(61s)", "@expires(60s)")
            + """
                    rule Gone salience 15 when
                      $w : Watched(firing == false)
                    then
                      delete($w);
                    end

                    rule Fires when
                      groupby($d : Death(exitCode != 0, $of : name); $n : $of; $count : count($d), $all : collectList($d); $count >= 3)
                      not Watched(name == $n)
                    then
                      insert(new Watched($n, true));
                      firings.told(Told.What.FIRED, $n, 0L, List.copyOf((List) $all), $count.intValue());
                    end
                    """;

    private final Course course;
    /** Whether containers are facts from the beginning. */
    private final boolean known;
    private final Set<String> names = new HashSet<>();
    private final KieBase base;
    private final KieSessionConfiguration sessions;
    private @Nullable KieSession session;

    DroolsSide(Course course, String rules) {
        this.course = course;
        this.known = !rules.equals(WITH_EVENTS);
        course.happenings().forEach(happening -> names.add(happening.getName()));
        KieServices services = KieServices.Factory.get();
        KieFileSystem files = services.newKieFileSystem();
        files.write("src/main/resources/speed/rules.drl", rules);
        KieBuilder builder = services.newKieBuilder(files).buildAll(ExecutableModelProject.class);
        if (builder.getResults().hasMessages(Message.Level.ERROR)) {
            throw new IllegalStateException(builder.getResults().toString());
        }
        KieBaseConfiguration configuration = services.newKieBaseConfiguration();
        configuration.setOption(EventProcessingOption.STREAM);
        this.base = services.newKieContainer(builder.getKieModule().getReleaseId()).newKieBase(configuration);
        this.sessions = services.newKieSessionConfiguration();
        sessions.setOption(ClockTypeOption.PSEUDO);
    }

    @Override
    public void begin() {
        close();
        KieSession next = base.newKieSession(sessions, null);
        if (known) {
            names.forEach(name -> next.insert(new Watched(name)));
        }
        next.setGlobal("firings", (Firings) (what, name, at, evidence, count) -> {});
        next.fireAllRules();
        session = next;
    }

    @Override
    public void run(Firings firings) {
        KieSession own = Objects.requireNonNull(session, "not begun");
        SessionPseudoClock clock = own.getSessionClock();
        own.setGlobal("firings", (Firings) (what, name, at, evidence, count) -> firings.told(what, name,
                clock.getCurrentTime(), evidence, count));
        for (Happening happening : course.happenings()) {
            clock.advanceTime(happening.getAt() - clock.getCurrentTime(), TimeUnit.MILLISECONDS);
            own.insert(happening);
            own.fireAllRules();
        }
    }

    @Override
    public int remembered() {
        return Objects.requireNonNull(session, "not begun").getObjects(Watched.class::isInstance).size();
    }

    @Override
    public void close() {
        if (session != null) {
            session.dispose();
            session = null;
        }
    }
}
