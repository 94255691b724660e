package dev.cirrus.models;

final class InMemoryModelRegistryTest extends ModelRegistryContract {
  @Override
  ModelRegistry empty() {
    return new InMemoryModelRegistry();
  }
}
