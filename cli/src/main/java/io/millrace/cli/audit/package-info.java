/** Whether anything was lost or came twice, told from the committed records on a pipeline's topics alone. */
package io.millrace.cli.audit;
