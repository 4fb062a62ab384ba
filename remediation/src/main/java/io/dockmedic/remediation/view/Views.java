package io.dockmedic.remediation.view;

/**
 * What is known while we run, and to all that remediation does.
 *
 * @param acts       what was done lately, and is under way
 * @param lanes      to whom something is done now
 * @param held       what we took down on purpose
 * @param services   what others did to each service
 * @param bystanders what others do to a container in the midst of an act of ours
 */
public record Views(Acts acts, Lanes lanes, Held held, Services services, Bystanders bystanders) {}
