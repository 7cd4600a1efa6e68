/** The versions of a pipeline's model as people see them: {@link io.millrace.cli.models.ModelDesk} reads the topics and asks for changes. */
package io.millrace.cli.models;
