package io.dockmedic.remediation.action.backup;

import io.dockmedic.collectors.base.bus.Publisher;
import io.dockmedic.collectors.base.hang.HangGuard;
import io.dockmedic.collectors.base.time.Clock;
import io.dockmedic.collectors.base.time.Timers;
import io.dockmedic.collectors.engine.client.ChangeCalls;
import io.dockmedic.collectors.engine.client.CopyCalls;
import io.dockmedic.collectors.engine.client.DetailCalls;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.collectors.engine.client.ExecCalls;
import io.dockmedic.collectors.intent.OwnAct;
import io.dockmedic.remediation.action.hear.Heard;
import io.dockmedic.remediation.company.Company;
import io.dockmedic.remediation.record.Steps;
import io.dockmedic.remediation.room.EngineRoom;
import io.dockmedic.remediation.view.Bystanders;
import io.vertx.core.Future;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * With what a volume is backed up.
 *
 * @param steps      where it is written down how far it came
 * @param bystanders what others do to the service meanwhile
 * @param people     who sits in a container of an id, at a terminal; the future never fails
 * @param heard      where what a command says is kept
 * @param directory  where backups are kept; empty where none is configured
 * @param successes  told of each that is kept
 * @param mismatch   why no program that starts now gets a GPU of NVIDIA's; empty when nothing is known against it
 * @param room       whether what is stopped could be started again
 * @param observer   whether another instance acts on this engine
 * @param guard      for a disk that hangs
 * @param underWay   what is broken off when we end
 */
public record Backing(EngineCalls calls, ChangeCalls changes, CopyCalls copies, ExecCalls execs, DetailCalls details,
        Steps steps, Publisher<OwnAct> ledger, Bystanders bystanders,
        Function<String, Future<Company>> people, Heard heard, Optional<Path> directory,
        Successes successes, Supplier<String> mismatch, EngineRoom room, BooleanSupplier observer, HangGuard guard,
        UnderWay underWay,
        Clock clock,
        Timers timers) {}
