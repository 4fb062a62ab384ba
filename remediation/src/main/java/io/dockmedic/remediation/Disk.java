package io.dockmedic.remediation;

import io.dockmedic.collectors.engine.client.PruneCalls;
import io.dockmedic.collectors.engine.client.Space;
import io.dockmedic.remediation.room.Gauge;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * With what room is made on the engine's disk.
 *
 * @param calls that remove something
 * @param gauge how full a file system is
 * @param space what uses it, as the engine counted last
 * @param mount where the file system is mounted that the engine keeps its things on; empty when that is not known
 */
public record Disk(PruneCalls calls, Gauge gauge, Supplier<List<Space>> space, Supplier<Optional<String>> mount) {}
