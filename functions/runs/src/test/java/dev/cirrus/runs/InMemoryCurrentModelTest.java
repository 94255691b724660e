package dev.cirrus.runs;

final class InMemoryCurrentModelTest extends CurrentModelContract {
  @Override
  CurrentModel unset() {
    return new InMemoryCurrentModel();
  }
}
