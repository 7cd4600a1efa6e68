/** What the past of more and more entities costs. The public door: {@link io.millrace.benchmarks.entities.EntityBench}. */
package io.millrace.benchmarks.entities;
