package io.dockmedic.remediation.record;

import io.dockmedic.remediation.question.Question;

/**
 * A question, and what came of the act that was approved.
 *
 * @param outcome as {@link Act} has it; empty when there was no act
 * @param detail  for a person; may be empty
 */
public record AnsweredQuestion(Question question, String outcome, String detail) {}
