package io.dockmedic.remediation.decide;

import io.dockmedic.remediation.action.about.Aim;
import io.dockmedic.remediation.action.about.ActionDescription;
import io.dockmedic.collectors.engine.client.ContainerState;
import io.dockmedic.collectors.event.Container;
import io.dockmedic.collectors.event.ContainerEvent;
import io.dockmedic.remediation.decide.brake.Brakes;
import io.dockmedic.remediation.decide.brake.Unquiet;
import io.dockmedic.remediation.question.Question;
import io.dockmedic.rules.incident.Incident;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An act that is proposed, with everything needed to decide on it.
 *
 * @param now       the moment of the question
 * @param about     the action
 * @param permitted it is safe, or the owner has switched it on or approved it in advance for now, or a person approved it
 * @param incident  it is for, as it is now
 * @param container it is about; null when the incident is about none
 * @param state     the container as it is now; null before it was looked at
 * @param brakes    what people, or a storm, have set against acts on the service
 * @param approved  a person was asked, and has just said yes
 * @param asks      what a person is asked for the incident
 * @param source    what it follows from, or may
 * @param wall      what the clock on the wall shows now
 * @param doubt     why a person has to say yes although it is switched on; empty when nobody has to
 * @param tried     how often it was done lately, or whom it did not help, where the remedy is to go on with its next step because
 *                  of that; else empty
 * @param unsaved   what is lacking of the backup after which it is to be done
 * @param unquiet  why now is not the time for it
 */
public record Proposal(
        Instant now,
        ActionDescription about,
        boolean permitted,
        Incident incident,
        @Nullable Container container,
        @Nullable ContainerState state,
        Policy policy,
        Situation situation,
        Circumstances circumstances,
        Spent spent,
        Brakes brakes,
        boolean approved,
        List<Question.About> asks,
        Source source,
        Instant wall,
        String doubt,
        String tried,
        Unsaved unsaved,
        Unquiet unquiet) {
    public Proposal {
        asks = List.copyOf(asks);
    }

    /** One that no person was asked about, for what follows from nothing. */
    public Proposal(Instant now, ActionDescription about, boolean permitted, Incident incident,
            @Nullable Container container, @Nullable ContainerState state, Policy policy, Situation situation,
            Circumstances circumstances, Spent spent, Brakes brakes) {
        this(now, about, permitted, incident, container, state, policy, situation, circumstances, spent, brakes, false,
                List.of(), Source.NONE, now, "", "", Unsaved.NOTHING, Unquiet.NOTHING);
    }

    /** The action's name. */
    public String action() {
        return about.name();
    }

    /** Whether a person may allow it where it is not permitted. */
    public boolean askable() {
        return policy.permits().asks(about);
    }

    /** Whether it changes the container; false for what only tells, or marks. */
    public boolean changes() {
        return about.changes();
    }

    /** Whether people are told. */
    public boolean tells() {
        return about.tells();
    }

    /** Whether it is to have the container run, or run afresh. */
    public boolean bringsUp() {
        return about.aim() == Aim.BRING_UP;
    }

    /** A label of the container, empty when there is none. */
    public String label(String name) {
        return container == null ? "" : container.labels().getOrDefault(name, "");
    }

    /** The death the incident is about, when it is about one. */
    public Optional<ContainerEvent.Died> death() {
        return incident.latest() instanceof ContainerEvent.Died died ? Optional.of(died) : Optional.empty();
    }
}
