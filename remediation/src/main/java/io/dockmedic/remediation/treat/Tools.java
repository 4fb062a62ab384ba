package io.dockmedic.remediation.treat;

import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.remediation.action.Actions;
import io.dockmedic.remediation.action.backup.Stock;
import io.dockmedic.remediation.brake.Brake;
import io.dockmedic.remediation.company.Company;
import io.dockmedic.remediation.decide.Decider;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.Situation;
import io.dockmedic.remediation.decide.Source;
import io.dockmedic.remediation.desk.Desk;
import io.dockmedic.remediation.desk.Remarks;
import io.dockmedic.remediation.diagnose.good.Footing;
import io.dockmedic.remediation.escalate.Escalations;
import io.dockmedic.remediation.publish.RemedyChange;
import io.dockmedic.remediation.record.Records;
import io.dockmedic.remediation.room.Gauge;
import io.dockmedic.remediation.view.Acts;
import io.dockmedic.remediation.view.Held;
import io.dockmedic.remediation.view.InVain;
import io.dockmedic.remediation.view.Lanes;
import io.dockmedic.remediation.view.Meant;
import io.dockmedic.remediation.view.Services;
import io.dockmedic.remediation.verify.Ears;
import io.dockmedic.remediation.verify.probe.Asks;
import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.incident.Tried;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What every remedy works with.
 *
 * @param source what an incident follows from, given whether it may
 * @param asks   with what containers are asked whether they do what they are there for
 * @param ears   by which proofs hear what they listen for
 * @param inVain what did not help others that a known cause made
 * @param stock  which verified backups there are
 * @param named  which container a name means
 * @param people who sits in the container of an id, at a terminal. The future never fails
 * @param tried  told that something is done which the end of an incident is to prove
 * @param footing whether what a container mounts from the host lies where it lay
 */
public record Tools(
        Decider decider,
        Policy policy,
        Supplier<Situation> situation,
        BiFunction<Incident, Boolean, Source> source,
        Actions actions,
        Settlements settlements,
        Escalations escalations,
        Desk desk,
        Remarks remarks,
        Records records,
        EngineCalls calls,
        Gauge gauge,
        Asks asks,
        Ears ears,
        Services services,
        Acts acts,
        Lanes lanes,
        InVain inVain,
        Stock stock,
        Function<String, Meant> named,
        Function<String, Future<Company>> people,
        Footing footing,
        Held held,
        Brake brake,
        Clock clock,
        Timers timers,
        MeterRegistry meters,
        Consumer<Tried> tried,
        Consumer<RemedyChange> publish) {}
