package io.dockmedic.api.config;

import io.dockmedic.remediation.escalate.Reminding;

/**
 * Who is called when a person is needed.
 *
 * @param name      for logs and metrics
 * @param url       the webhook's; often a secret in itself
 * @param reminding what becomes of what nobody acknowledges
 */
public record Receiver(String name, Secret url, Reminding reminding) {}
