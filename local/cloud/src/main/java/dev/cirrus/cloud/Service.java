package dev.cirrus.cloud;

/** A service of AWS's that Cirrus stores things in. */
public enum Service {
  S3,
  SQS,
  DYNAMODB
}
