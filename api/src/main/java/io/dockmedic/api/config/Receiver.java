package io.dockmedic.api.config;

import io.dockmedic.remediation.escalate.Credentials;
import io.dockmedic.remediation.escalate.Reminding;
import java.util.Optional;

/**
 * Who is called when a person is needed.
 *
 * @param name         for logs and metrics
 * @param url          where to; often a secret in itself
 * @param alertmanager how an Alertmanager knows us, and we it; empty for a webhook
 * @param reminding    what becomes of what nobody acknowledges
 */
public record Receiver(String name, Secret url, Optional<Credentials> alertmanager, Reminding reminding) {
    /** A webhook. */
    public Receiver(String name, Secret url, Reminding reminding) {
        this(name, url, Optional.empty(), reminding);
    }
}
