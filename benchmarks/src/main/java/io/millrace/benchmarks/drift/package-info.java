/** How often drift is seen where there is none, and how soon where there is some. */
package io.millrace.benchmarks.drift;
