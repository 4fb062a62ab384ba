package io.dockmedic.api.config;

import io.dockmedic.remediation.action.http.HttpCall;
import java.util.Optional;

/**
 * A call over HTTP that the owner allows.
 *
 * @param name as rules write it
 * @param call empty where its secrets were not looked up
 */
public record NamedCall(String name, Optional<HttpCall> call) {}
