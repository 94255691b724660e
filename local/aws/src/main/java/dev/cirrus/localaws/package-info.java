/** Runs S3, SQS and DynamoDB on this machine; they speak the protocols of AWS. */
@NullMarked
package dev.cirrus.localaws;

import org.jspecify.annotations.NullMarked;
