package io.dockmedic.remediation.company;

import io.dockmedic.remediation.action.about.ActionClass;
import java.util.List;
import java.util.Optional;

/**
 * Who is in a container, at a terminal, as far as that can be seen. Pure.
 *
 * @param terminals in words, one for each
 * @param unseen    why it cannot be told, or not of all; empty when it can
 */
public record Company(List<String> terminals, String unseen) {
    public static final Company NOBODY = new Company(List.of(), "");

    public Company {
        terminals = List.copyOf(terminals);
    }

    /** One that cannot be seen. */
    public static Company unseen(String why) {
        return new Company(List.of(), why);
    }

    /** Why what would end it has to wait; empty when it need not. What is safe does where nothing can be seen. */
    public Optional<String> against(ActionClass kind) {
        if (!terminals.isEmpty()) {
            String who = terminals.size() == 1 ? "somebody is" : terminals.size() + " people are";
            return Optional.of(who + " inside, at a terminal (docker exec -it): " + String.join("; ", terminals));
        }
        return unseen.isEmpty() || kind == ActionClass.SAFE
                ? Optional.empty()
                : Optional.of("whether somebody is inside cannot be seen: " + unseen);
    }

    /** The same of what is not safe. */
    public Optional<String> against() {
        return against(ActionClass.CAREFUL);
    }
}
