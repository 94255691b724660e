package dev.cirrus.vision.binarization;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CellFilterTest {
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 9", "9, 2", "5, 7", "20, 13"})
  void extremesAreThoseOfTheCellsUpToADistance(int columns, int rows) {
    CellGrid grid = new CellGrid(2, columns, rows);
    double[] cells = new Random(columns).doubles(grid.cells()).toArray();
    for (int radius = 0; radius <= 8; radius++) {
      assertArrayEquals(
          aggregated(cells, grid, radius, Math::max), CellFilter.maxima(cells, grid, radius));
      assertArrayEquals(
          aggregated(cells, grid, radius, Math::min), CellFilter.minima(cells, grid, radius));
    }
  }

  private static double[] aggregated(
      double[] cells, CellGrid grid, int radius, DoubleBinaryOperator operator) {
    double[] aggregated = cells.clone();
    for (int i = 0; i < cells.length; i++) {
      for (int j = 0; j < cells.length; j++) {
        int across = Math.abs(i % grid.columns() - j % grid.columns());
        int down = Math.abs(i / grid.columns() - j / grid.columns());
        if (Math.max(across, down) <= radius) {
          aggregated[i] = operator.applyAsDouble(aggregated[i], cells[j]);
        }
      }
    }
    return aggregated;
  }
}
