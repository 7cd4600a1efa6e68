/**
 * The Kafka Streams topologies. The public doors: {@link io.millrace.processors.EncodeTopology}, {@link io.millrace.processors.HistoryTopology}, {@link
 * io.millrace.processors.JoinTopology} and {@link io.millrace.processors.EvaluateTopology}, pure functions, and {@link
 * io.millrace.processors.StreamProcessors}, which runs them.
 */
package io.millrace.processors;
