/**
 * The Kafka Streams topologies. The public doors: {@link io.millrace.processors.EncodeTopology} and {@link
 * io.millrace.processors.JoinTopology}, pure functions, and {@link io.millrace.processors.StreamProcessors}, which runs
 * both.
 */
package io.millrace.processors;
