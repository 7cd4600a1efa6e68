/**
 * A real Kafka broker and a schema registry inside this process, on loopback, with their data under one directory. The door is
 * {@link io.millrace.cli.embedded.EmbeddedCluster}.
 */
package io.millrace.cli.embedded;
