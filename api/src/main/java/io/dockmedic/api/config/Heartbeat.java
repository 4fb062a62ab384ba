package io.dockmedic.api.config;

import io.dockmedic.remediation.escalate.Credentials;
import java.time.Duration;

/**
 * Who hears all the while that we are well, and calls a person when that stops.
 *
 * @param url         where to; often a secret in itself
 * @param every       how often
 * @param credentials how it knows us, and we it
 */
public record Heartbeat(Secret url, Duration every, Credentials credentials) {}
