/** What an online learner costs for each example. */
package io.millrace.benchmarks.learners;
