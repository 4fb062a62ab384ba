package io.dockmedic.remediation.decide.guard;

import io.dockmedic.collectors.event.Container;
import io.dockmedic.remediation.decide.Guard;
import io.dockmedic.remediation.decide.Policy;
import io.dockmedic.remediation.decide.Proposal;
import io.dockmedic.remediation.decide.Reason;
import io.dockmedic.remediation.decide.Verdict;
import java.util.Optional;

/** Never on the container we run in, nor on what we need to live. */
public final class OurselvesGuard implements Guard {
    private static final int SHORT_ID = 12;

    @Override
    public Optional<Verdict> judge(Proposal proposal) {
        Container container = proposal.container();
        if (!proposal.changes() || container == null) {
            return Optional.empty();
        }
        return isOurs(container, proposal.policy())
                ? Optional.of(new Verdict.Suppress(
                        Reason.OURSELVES, container.name() + " is Dockmedic itself or what it needs to live"))
                : Optional.empty();
    }

    /** Whether it is the one we run in, or one that we need to live. */
    public static boolean isOurs(Container container, Policy policy) {
        boolean own = policy.ownContainers()
                .stream()
                .anyMatch(mark -> mark.equals(container.name())
                        || (mark.length() >= SHORT_ID && container.id().startsWith(mark)));
        return own || policy.ownImages().contains(withoutTag(container.image()));
    }

    private static String withoutTag(String image) {
        String name = image.replaceFirst("@.*", "").replaceFirst("^docker\\.io/", "");
        int tag = name.indexOf(':', name.lastIndexOf('/') + 1);
        return tag < 0 ? name : name.substring(0, tag);
    }
}
