package io.dockmedic.speed.rules;

import java.util.function.Supplier;

/**
 * Something that is given a course of events and says when its rule fires: on the third death with an error of one container within
 * a minute, once, until that container recovers. A recovery also ends the counting. For one thread.
 */
public interface Side extends AutoCloseable {
    /** Forgets all, so that the course can be had again. What it takes is not measured. */
    void begin();

    /** Gives it the whole course. */
    void run(Firings firings);

    /** Of how many containers something is remembered after the course; less than none where it is not for the side to say. */
    default int remembered() {
        return -1;
    }

    @Override
    void close();

    /** Which there are. */
    enum Name {
        DOCKMEDIC("dockmedic"), DROOLS("drools, one accumulate a key"), DROOLS_PER_EVENT(
                "drools, one accumulate an event"), DROOLS_EVIDENCE("drools, with the events"), RING(
                        "hand-written ring"), RING_EVIDENCE("hand-written, all that is told");

        private final String words;

        Name(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }

        /** Whether there is one in the scenario: five hundred rules are no matter of a ring, and of Drools' not ours. */
        boolean isIn(Scenario scenario) {
            return this == DOCKMEDIC || scenario != Scenario.MANY;
        }

        Side of(Scenario scenario) {
            Course course = Course.of(scenario);
            Supplier<Side> made = switch (this) {
                case DOCKMEDIC -> () -> new DockmedicSide(course, scenario);
                case DROOLS -> () -> new DroolsSide(course, DroolsSide.A_KEY);
                case DROOLS_PER_EVENT -> () -> new DroolsSide(course, DroolsSide.AN_EVENT);
                case DROOLS_EVIDENCE -> () -> new DroolsSide(course, DroolsSide.WITH_EVENTS);
                case RING -> () -> new RingSide(course);
                case RING_EVIDENCE -> () -> new FullRingSide(course);
            };
            return made.get();
        }
    }
}
