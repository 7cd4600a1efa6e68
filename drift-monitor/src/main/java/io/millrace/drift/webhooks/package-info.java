/**
 * Posts drift alerts to those who want to be told of them.
 *
 * <p>Read top-down: {@link io.millrace.drift.webhooks.Webhooks} makes a {@code WebhookLoop} for each webhook, which reads and commits;
 * {@code Courier} brings one alert after the other; {@code Delivery} and {@code Pauses} decide when to try again; {@code Receiver} posts; the
 * two {@code Wording}s say it.
 */
package io.millrace.drift.webhooks;
