/** Hashes of texts that are the same in every implementation. */
package io.millrace.statistics.hashes;
