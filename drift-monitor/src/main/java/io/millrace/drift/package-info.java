/**
 * Watches what the champion predicts and how often it errs, opens and closes drift episodes, and asks for new models.
 *
 * <p>Read top-down: {@link io.millrace.drift.DriftTopology} joins the evidence in one place; {@code ErrorWatch} and {@code ShareWatch} detect;
 * {@code Standing} and {@code Requests} decide; {@code MonitorProcessor} acts.
 */
package io.millrace.drift;
