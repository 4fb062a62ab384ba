package io.dockmedic.collectors.advice.limit;

/**
 * About one limit of a service. All values in one unit: bytes, thousandths of a processor, or threads.
 *
 * @param median  measured
 * @param p99     measured, what 99 of 100 readings were not above
 * @param max     measured
 * @param limit   that is set; 0 without one
 * @param verdict what to do
 * @param advised the limit to write; the one that is set where nothing is to be done
 * @param reason  one sentence
 */
public record LimitAdvice(
        long median, long p99, long max, long limit, Verdict verdict, long advised, String reason) {}
