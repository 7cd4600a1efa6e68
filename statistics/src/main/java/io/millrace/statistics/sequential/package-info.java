/** Tests that may be looked at after every observation, and stopped at any. */
package io.millrace.statistics.sequential;
