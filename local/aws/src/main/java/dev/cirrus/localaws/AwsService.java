package dev.cirrus.localaws;

/** The AWS services that hold the state of Cirrus. */
public enum AwsService {
  S3,
  SQS,
  DYNAMODB
}
