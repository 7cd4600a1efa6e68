package io.millrace.benchmarks.learners;

/**
 * What one learner made of a stream.
 *
 * @param perCpuSecond examples predicted and learned in a second of one thread's CPU time
 * @param accuracy share predicted right before it was learned
 */
record Measured(String learner, double perCpuSecond, double accuracy) {}
