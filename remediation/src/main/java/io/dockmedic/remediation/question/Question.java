package io.dockmedic.remediation.question;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An act that needs a person's yes, and what became of the question. An answer is good for one act.
 *
 * @param id       unique, 8 hexadecimal digits
 * @param about    what would be done, and to what
 * @param since    when it was asked, in our own time
 * @param until    who has not answered by then will not be waited for
 * @param state    how it stands
 * @param answered when it ended; null while it is pending
 * @param by       who answered, as they say; empty when nobody did
 * @param reason   theirs; may be empty
 * @param note     for a person: why it ended without an answer, or why what was approved was not done
 * @param act      id of the act that was approved; empty while there is none
 */
public record Question(String id, About about, Instant since, Instant until, State state, @Nullable Instant answered,
        String by, String reason, String note, String act) {
    /**
     * What would be done, and to what.
     *
     * @param incident   id of the incident it is for
     * @param rule       whose ladder asks
     * @param step       the rung, from 0
     * @param service    the service's key; what the incident is about where that is no service
     * @param container  full id of the container; empty when it is about none
     * @param name       the container's name; empty when it is about none
     * @param action     as rules write it
     * @param parameters the step's
     * @param would      one sentence: what it does
     * @param calls      what exactly would be asked of the engine
     * @param undo       how it is undone, for a person
     * @param why        what is wrong, in one sentence
     */
    public record About(String incident, String rule, int step, String service, String container, String name,
            String action, Map<String, String> parameters, String would, List<String> calls, String undo, String why) {
        public About {
            parameters = Map.copyOf(parameters);
            calls = List.copyOf(calls);
        }

        /** Whether both are about the same rung of the same incident's ladder. */
        public boolean sameRung(About other) {
            return incident.equals(other.incident) && step == other.step && action.equals(other.action)
                    && parameters.equals(other.parameters);
        }

        /** Whether both ask the same of the same service, if for other incidents of a rule. */
        public boolean sameQuestion(About other) {
            return service.equals(other.service) && rule.equals(other.rule) && step == other.step
                    && action.equals(other.action) && parameters.equals(other.parameters);
        }
    }

    /** How a question stands. */
    public enum State {
        /** Nobody has answered yet. */
        PENDING,
        /** Yes. */
        APPROVED,
        /** No, which holds for as long as the incident does. */
        REJECTED,
        /** Nobody answered in time. */
        EXPIRED,
        /** There is nothing to decide any more. */
        WITHDRAWN;

        /** As the API and the journal write it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A new one. */
    public static Question asked(String id, About about, Instant now, Duration openFor) {
        return new Question(id, about, now, now.plus(openFor), State.PENDING, null, "", "", "", "");
    }

    /** The incident it is for. */
    public String incident() {
        return about.incident();
    }

    /** Whether an answer is still waited for. */
    public boolean pending() {
        return state == State.PENDING;
    }

    /** Yes, or no. */
    public Question answered(State answer, Instant now, String who, String why) {
        return new Question(id, about, since, until, answer, now, who, why, "", "");
    }

    /** It ends without an answer. */
    public Question ended(State how, Instant now, String why) {
        return new Question(id, about, since, until, how, now, by, reason, why, act);
    }

    /** It was approved, and not done; it may be approved again. */
    public Question again(String why) {
        return new Question(id, about, since, until, State.PENDING, null, "", "",
                "not done: " + why + "; approved" + who(), "");
    }

    /** With the act that was approved. */
    public Question begun(String id) {
        return new Question(this.id, about, since, until, state, answered, by, reason, note, id);
    }

    /** What became of it, in one sentence. */
    public String outcome() {
        return switch (state) {
            case PENDING -> note;
            case APPROVED, REJECTED -> state.word() + who();
            case EXPIRED -> "nobody answered in " + hours();
            case WITHDRAWN -> "not asked any more: " + note;
        };
    }

    /** The same, asked no later than {@code now} and open for no longer than it was to be. */
    public Question notAfter(Instant now) {
        return since.isAfter(now)
                ? new Question(id, about, now, now.plus(Duration.between(since, until)), state, answered, by, reason,
                        note, act)
                : this;
    }

    private String who() {
        return (by.isEmpty() ? "" : " by " + by) + (reason.isEmpty() ? "" : ": " + reason);
    }

    private String hours() {
        return Duration.between(since, until).toString().substring(2).toLowerCase(Locale.ROOT);
    }
}
