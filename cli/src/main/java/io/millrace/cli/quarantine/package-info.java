/** What lies in quarantine: looking at it, and sending it again. {@link io.millrace.cli.quarantine.QuarantineReader} begins. */
package io.millrace.cli.quarantine;
