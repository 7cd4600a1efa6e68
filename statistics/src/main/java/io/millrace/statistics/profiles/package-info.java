/** What a column held, in little room and mergeable: {@link io.millrace.statistics.profiles.Profile}. */
package io.millrace.statistics.profiles;
