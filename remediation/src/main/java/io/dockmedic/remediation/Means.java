package io.dockmedic.remediation;

import io.dockmedic.collectors.engine.client.ChangeCalls;
import io.dockmedic.collectors.engine.client.EngineCalls;
import io.dockmedic.remediation.action.backup.Backing;
import io.dockmedic.remediation.action.call.OneCall;
import io.dockmedic.remediation.action.exec.Inside;
import io.dockmedic.remediation.action.gpu.OnGpu;
import io.dockmedic.remediation.action.host.OnHost;
import io.dockmedic.remediation.action.http.Outside;
import io.dockmedic.remediation.action.limits.LimitsAction;
import io.dockmedic.remediation.action.mark.Marks;
import io.dockmedic.remediation.action.network.Reconnecting;
import io.dockmedic.remediation.action.power.Powering;
import io.dockmedic.remediation.action.prune.Clearing;
import io.dockmedic.remediation.action.recreate.Remaking;
import io.dockmedic.remediation.action.run.Beside;
import io.dockmedic.remediation.action.stack.Stacking;
import io.dockmedic.remediation.action.truncate.Cutting;
import io.dockmedic.remediation.diagnose.Diagnosis;
import io.dockmedic.remediation.diagnose.good.GoodRuns;
import io.dockmedic.remediation.escalate.Escalations;
import io.dockmedic.remediation.record.Rollbacks;

/**
 * With what actions act.
 *
 * @param one      one call on one container, known for ours
 * @param clearing with what room is made
 * @param limits   with what a limit is raised
 * @param remaking with what a container is made anew
 * @param goodRuns on which images services ran well
 * @param rollbacks from which they were taken back
 * @param stacking with what a stack is restarted
 * @param reconnecting with what a container is put back on its networks
 * @param inside   with what a command is run in a container
 * @param beside   with what one is run in a container of its own
 * @param cutting  with what a log is emptied
 * @param host     with what a command is run on the host
 * @param outside  with what a call over HTTP is made
 * @param backing  with what a volume is backed up
 * @param marks    what keeps new work off GPUs
 * @param powering with what a GPU's limit is lowered
 * @param onGpu    with what a GPU is reset
 */
record Means(EngineCalls calls, ChangeCalls changes, OneCall one, Diagnosis diagnosis, Escalations escalations,
        Clearing clearing, LimitsAction.Means limits, Remaking remaking, GoodRuns goodRuns, Rollbacks rollbacks,
        Stacking stacking, Reconnecting reconnecting, Inside inside, Beside beside, Cutting cutting, OnHost host,
        Outside outside, Backing backing, Marks marks, Powering powering, OnGpu onGpu) {}
