package io.dockmedic.remediation.decide;

import io.dockmedic.rules.incident.Incident;
import io.dockmedic.rules.remedy.RemedyPlan;

/**
 * Something that has befallen a host, and what is to be done about it.
 *
 * @param about whose budget it takes: {@code s1}, {@code gpu 0}, or {@code host} for what is about neither
 */
record Ill(Incident incident, RemedyPlan plan, String about) {}
