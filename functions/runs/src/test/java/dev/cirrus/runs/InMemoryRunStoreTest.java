package dev.cirrus.runs;

final class InMemoryRunStoreTest extends RunStoreContract {
  @Override
  RunStore empty() {
    return new InMemoryRunStore();
  }
}
