package io.dockmedic.api.config;

/**
 * Who is called when a person is needed.
 *
 * @param name for logs and metrics
 * @param url  the webhook's; often a secret in itself
 */
public record Receiver(String name, Secret url) {}
