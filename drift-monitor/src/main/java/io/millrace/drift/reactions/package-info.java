/** What people make of alerts, as it stands on a compacted topic: {@link io.millrace.drift.reactions.Reactions}. */
package io.millrace.drift.reactions;
