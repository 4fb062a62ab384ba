package io.dockmedic.remediation.record;

import io.dockmedic.remediation.ladder.Ladder;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** @param toldAt when a person was told; null when none was */
public record LadderRecord(Ladder ladder, String rule, String service, @Nullable Instant toldAt) {}
