package dev.cirrus.vision;

import java.util.ArrayList;
import java.util.List;

/** The drawings of the test vectors, which cover every path through the code. */
final class VectorDrawings {
  private VectorDrawings() {}

  record Named(String name, Drawing drawing) {}

  static List<Named> all() {
    List<Named> all = new ArrayList<>();
    double[] pens = {1, 2, 4, 8, 12, 16, 22, 26, 30, 40};
    for (int number = 0; number <= 9; number++) {
      all.add(
          new Named(
              "a " + number + " drawn with a pen of " + pens[number],
              Drawing.canvas().digit(number, 50.3, 40.7, 180, pens[number])));
    }
    all.add(new Named("nothing", Drawing.canvas()));
    all.add(new Named("a tiny 3", Drawing.canvas().digit(3, 200, 30, 12, 1)));
    all.add(
        new Named(
            "a dotted 5 in colours",
            new Drawing(280, 280, 0x203040).ink(0xe0a030).dotted(1.8).digit(5, 90, 50, 170, 9)));
    Drawing number = new Drawing(420, 140, Drawing.WHITE);
    for (int i = 0; i < 5; i++) {
      number.digit(9 - 2 * i, 20 + 75 * i, 25, 80, 7);
    }
    all.add(new Named("a number", number));
    all.add(
        new Named(
            "two lines on ruled paper",
            new Drawing(320, 220, Drawing.WHITE)
                .ink(0xa0c0e0)
                .stroke(2, new double[] {-5, 100}, new double[] {325, 103})
                .stroke(2, new double[] {-5, 190}, new double[] {325, 193})
                .ink(0x202080)
                .digit(2, 40, 20, 70, 6)
                .digit(8, 130, 25, 70, 6)
                .digit(4, 60, 125, 70, 6)));
    all.add(
        new Named(
            "a sheet in the shade",
            new Drawing(240, 150, 0xf0ece0)
                .ink(0x303040)
                .digit(6, 40, 40, 70, 6)
                .digit(7, 140, 40, 70, 6)
                .photographed((x, y) -> (0.95 - 0.4 * y) * (x < 0.55 ? 0.6 : 1), 3)));
    all.add(
        new Named(
            "two digits that touch",
            new Drawing(220, 120, Drawing.WHITE)
                .digit(3, 30, 20, 80, 1.3, 7)
                .digit(6, 90, 20, 80, 1.3, 7)));
    return all;
  }
}
